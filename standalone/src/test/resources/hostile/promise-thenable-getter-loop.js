// outcome: limit_exceeded
// returns what has a then that loops when read
return { get then() { while (true) { } } };
