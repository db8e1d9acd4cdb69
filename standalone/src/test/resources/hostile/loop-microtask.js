// outcome: limit_exceeded|timed_out
// queues microtasks for ever
const again = () => queueMicrotask(again);
again();
await new Promise(() => {});
