// outcome: limit_exceeded
// returns a thenable whose then loops
return { then() { while (true) { } } };
