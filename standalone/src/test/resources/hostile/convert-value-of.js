// outcome: limit_exceeded
// compares what counts how often it is asked
let n = 0; const o = { valueOf() { return n++; } };
while (o < 1e12) { }
