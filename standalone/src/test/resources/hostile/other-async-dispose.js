// outcome: limit_exceeded
// throws in every disposal
const r = { [Symbol.dispose ?? 'x']() { throw new Error('mine'); } };
try { r[Symbol.dispose ?? 'x'](); } finally { while (true) { } }
