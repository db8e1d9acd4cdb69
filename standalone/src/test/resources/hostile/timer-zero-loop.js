// outcome: limit_exceeded|timed_out
// waits for no time for ever
while (true) await new Promise(r => setTimeout(r, 0));
