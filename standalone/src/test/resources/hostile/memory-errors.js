// outcome: limit_exceeded|failed
// makes errors without end
const all = []; while (true) all.push(new Error("x".repeat(1000) + all.length));
