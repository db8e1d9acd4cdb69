// outcome: limit_exceeded|failed|timed_out
// squares a big number again and again
let n = 3n; while (true) n = n * n;
