// outcome: limit_exceeded|failed
// fills large arrays
const all = []; while (true) all.push(new Array(1e6).fill(all.length));
