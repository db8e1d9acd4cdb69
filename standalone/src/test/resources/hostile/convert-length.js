// outcome: limit_exceeded|failed
// has a length that grows as it is read
let n = 1; const o = { get length() { return n *= 2; }, 0: 1 };
while (true) Array.prototype.slice.call(o, 0, 10);
