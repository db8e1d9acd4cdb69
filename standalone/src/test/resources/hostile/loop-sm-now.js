// outcome: limit_exceeded
// waits busily for the time of the platform
const end = +sm.now() + 3_600_000; while (+sm.now() < end) { }
