// outcome: failed|limit_exceeded
// constructs itself in its constructor
class A { constructor() { this.a = new A(); } }
new A();
