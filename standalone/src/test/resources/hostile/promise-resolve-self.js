// outcome: failed
// resolves a promise with itself
let ok; const p = new Promise(r => { ok = r; }); ok(p); await p;
