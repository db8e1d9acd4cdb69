// outcome: limit_exceeded|failed
// stringifies what refers to itself many times
let o = { a: 'x'.repeat(100) }; for (let n = 0; n < 60; n++) o = { a: o, b: o }; return JSON.stringify(o).length;
