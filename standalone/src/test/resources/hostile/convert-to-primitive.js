// outcome: limit_exceeded
// has a Symbol.toPrimitive that loops
return +{ [Symbol.toPrimitive]() { while (true) { } } };
