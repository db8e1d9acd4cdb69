// outcome: limit_exceeded|failed|succeeded
// reverses an array of billions of holes
const a = [1]; a.length = 2 ** 32 - 1; return a.reverse().length;
