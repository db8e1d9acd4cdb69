// outcome: limit_exceeded|failed
// returns an array that is a proxy with a huge length
return new Proxy([], { get(t, k) { return k === 'length' ? 2 ** 32 - 1 : k === 'then' || k === 'toJSON' ? undefined : 1; } });
