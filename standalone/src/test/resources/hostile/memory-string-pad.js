// outcome: limit_exceeded|failed|succeeded
// pads a string to the end
let s = ''; for (let n = 0; n < 100; n++) s += 'x'.padStart(2 ** 28, String(n)); return s.length;
