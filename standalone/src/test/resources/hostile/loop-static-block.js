// outcome: limit_exceeded
// loops in a static block
class A { static { while (true) { } } }
