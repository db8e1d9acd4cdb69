// outcome: limit_exceeded|failed|timed_out
// awaits itself one after another without end
const f = async n => { await null; return f(n + 1); };
return await f(0);
