// outcome: limit_exceeded|failed
// encodes long texts
const all = []; while (true) all.push(new TextEncoder().encode('\u20ac'.repeat(1e6)));
