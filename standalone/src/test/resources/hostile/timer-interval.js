// outcome: limit_exceeded|timed_out
// lets an interval run for ever
await new Promise(() => setInterval(() => {}, 1));
