// outcome: limit_exceeded
// loops in a default parameter
((x = (() => { while (true) { } })()) => x)();
