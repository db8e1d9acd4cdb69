// outcome: failed
// returns a proxy with endless keys
return new Proxy({}, { ownKeys() { return Array.from({ length: 1e6 }, (_, n) => 'k' + n); }, getOwnPropertyDescriptor() { return { enumerable: true, configurable: true, value: 1 }; }, get(t, k) { return k === 'then' || k === 'toJSON' ? undefined : 1; } });
