// outcome: timed_out
// waits longer than it may
await new Promise(r => setTimeout(r, 3_600_000));
