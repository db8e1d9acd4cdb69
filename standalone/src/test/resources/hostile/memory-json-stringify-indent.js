// outcome: limit_exceeded|failed
// stringifies with the widest indent
let o = {}; let at = o; for (let n = 0; n < 3000; n++) at = at.a = {}; const all = []; while (true) all.push(JSON.stringify(o, null, 10));
