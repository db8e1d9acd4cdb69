// outcome: limit_exceeded|timed_out|failed
// returns a thenable of a thenable of a thenable
const t = { then(ok) { ok(t); } };
return t;
