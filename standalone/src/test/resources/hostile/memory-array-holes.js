// outcome: limit_exceeded|failed|succeeded
// walks an array of billions of holes
const a = []; a[2 ** 32 - 2] = 1; return a.indexOf(2) + a.map(x => x).length;
