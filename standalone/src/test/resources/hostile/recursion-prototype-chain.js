// outcome: failed|limit_exceeded|succeeded
// reads through a hundred thousand prototypes
let o = {}; for (let n = 0; n < 100000; n++) o = Object.create(o);
return o.missing === undefined;
