// outcome: limit_exceeded
// shortens an array that must give up each element by itself
const a = []; Object.defineProperty(a, 5, { value: 1 }); a[2 ** 32 - 2] = 1; a.length = 0; return a.length;
