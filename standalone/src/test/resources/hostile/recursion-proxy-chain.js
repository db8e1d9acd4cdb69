// outcome: failed|limit_exceeded|succeeded
// reads through a hundred thousand proxies
let p = { x: 1 }; for (let n = 0; n < 100000; n++) p = new Proxy(p, {});
return p.x;
