// outcome: limit_exceeded
// defines properties from a hostile proxy
Object.defineProperties({}, new Proxy({}, { ownKeys() { while (true) { } } }));
