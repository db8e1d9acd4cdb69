// outcome: limit_exceeded
// has a getter that loops
return { get x() { while (true) { } } }.x;
