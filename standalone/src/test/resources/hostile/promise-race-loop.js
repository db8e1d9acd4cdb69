// outcome: limit_exceeded
// races what never ends
while (true) await Promise.race([new Promise(() => {}), Promise.resolve()]);
