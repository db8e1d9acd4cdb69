// outcome: limit_exceeded|failed
// makes String.raw repeat a lot
let s = 'x'.repeat(1e5); while (true) s = String.raw({ raw: { length: 1000, 0: s } }, ...new Array(1000).fill(s));
