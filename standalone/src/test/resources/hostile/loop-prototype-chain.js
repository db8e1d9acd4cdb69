// outcome: limit_exceeded|failed
// walks a proxy that is its own prototype
const p = new Proxy({}, { getPrototypeOf() { return p; } });
return p instanceof Array;
