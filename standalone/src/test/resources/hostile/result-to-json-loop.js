// outcome: limit_exceeded
// returns what loops when it becomes JSON
return { toJSON() { while (true) { } } };
