// outcome: limit_exceeded|failed|timed_out
// calls itself again in catch, for ever
const f = () => { try { f(); } catch { f(); } };
f();
