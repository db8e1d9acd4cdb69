// outcome: limit_exceeded|failed
// pushes without end
const a = []; while (true) a.push(a.length);
