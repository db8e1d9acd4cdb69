// outcome: limit_exceeded|failed
// gives an object keys without end
const o = {}; for (let n = 0; ; n++) o['key' + n] = n;
