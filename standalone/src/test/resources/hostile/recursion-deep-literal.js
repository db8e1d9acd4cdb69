// outcome: failed|limit_exceeded
// returns the deepest object
let o = {}; for (let n = 0; n < 200000; n++) o = { o };
return o;
