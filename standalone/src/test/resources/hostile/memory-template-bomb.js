// outcome: limit_exceeded|failed
// nests templates that double
let s = 'x'; while (true) s = `${s}${s}${s}${s}`;
