// outcome: failed|timed_out
// awaits what never settles
await new Promise(() => {});
