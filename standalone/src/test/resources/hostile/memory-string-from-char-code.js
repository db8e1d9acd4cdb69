// outcome: limit_exceeded|failed
// makes a string of many codes
const codes = new Array(500000).fill(65); const all = []; while (true) all.push(String.fromCharCode.apply(null, codes) + all.length);
