// outcome: limit_exceeded|failed|succeeded
// parses an object of a million keys
let t = '{'; for (let n = 0; n < 1e6; n++) t += '"k' + n + '":1,'; t += '"z":1}'; return Object.keys(JSON.parse(t)).length;
