// outcome: failed
// returns a proxy that throws
return new Proxy({}, { get(t, k) { if (k === 'then') return undefined; throw new Error('mine'); }, ownKeys() { throw new Error('mine'); } });
