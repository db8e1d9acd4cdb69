// outcome: limit_exceeded|failed|succeeded
// sorts an array of billions of holes
const a = []; a.length = 2 ** 32 - 1; a[0] = 1; return a.sort().length;
