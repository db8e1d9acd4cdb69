// outcome: limit_exceeded
// returns what loops when it is read
return { get a() { while (true) { } } };
