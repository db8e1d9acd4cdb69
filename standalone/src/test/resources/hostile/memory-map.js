// outcome: limit_exceeded|failed
// fills a map without end
const m = new Map(); while (true) m.set({}, m.size);
