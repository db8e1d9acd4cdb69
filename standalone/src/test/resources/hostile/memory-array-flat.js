// outcome: limit_exceeded|failed
// flattens what doubles
let a = [1]; for (let n = 0; n < 60; n++) a = [a, a]; return a.flat(Infinity).length;
