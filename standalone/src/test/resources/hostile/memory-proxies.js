// outcome: limit_exceeded|failed
// puts proxies around proxies
let p = {}; while (true) p = new Proxy(p, {});
