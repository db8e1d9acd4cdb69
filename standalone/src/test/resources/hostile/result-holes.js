// outcome: limit_exceeded|failed|timed_out
// returns an array of billions of holes
const a = []; a.length = 2 ** 32 - 1; return a;
