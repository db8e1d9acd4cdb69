// outcome: limit_exceeded
// waits busily for the clock
const end = Date.now() + 3_600_000; while (Date.now() < end) { }
