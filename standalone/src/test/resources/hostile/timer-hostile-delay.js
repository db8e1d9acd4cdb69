// outcome: limit_exceeded|failed
// waits for what loops when it becomes a number
setTimeout(() => {}, { valueOf() { while (true) { } } });
