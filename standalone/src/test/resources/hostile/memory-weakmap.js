// outcome: limit_exceeded|failed
// fills a weak map without end
const w = new WeakMap(); const keys = []; while (true) { const k = {}; keys.push(k); w.set(k, keys); }
