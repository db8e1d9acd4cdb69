// outcome: failed|limit_exceeded
// calls itself asynchronously without end
const f = async () => { await f(); };
await f();
