// outcome: limit_exceeded
// has a proxy whose traps loop
const p = new Proxy({}, { get() { while (true) { } }, ownKeys() { while (true) { } } });
return Object.keys(p);
