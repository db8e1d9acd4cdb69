// outcome: limit_exceeded|failed
// flattens an array that holds itself
const a = []; a.push(a); return a.flat(Infinity).length;
