// outcome: limit_exceeded|failed|timed_out
// calls itself twice under try, for ever
const f = () => { try { f(); } finally { f(); } };
f();
