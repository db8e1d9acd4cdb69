// outcome: limit_exceeded|failed
// makes long texts upper case
let s = '\u0149'.repeat(10_000_000); const all = []; while (true) all.push(s.toUpperCase() + all.length);
