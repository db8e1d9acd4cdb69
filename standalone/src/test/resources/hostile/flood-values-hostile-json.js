// outcome: limit_exceeded
// stores what loops when it becomes JSON
await sm.values.set("k", { toJSON() { while (true) { } } });
