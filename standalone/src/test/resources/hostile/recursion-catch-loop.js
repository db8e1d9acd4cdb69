// outcome: limit_exceeded|timed_out
// loops at the bottom of the stack
const f = () => { try { f(); } catch { while (true) { } } };
f();
