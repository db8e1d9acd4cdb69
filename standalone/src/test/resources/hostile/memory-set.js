// outcome: limit_exceeded|failed
// fills a set without end
const s = new Set(); while (true) s.add(s.size);
