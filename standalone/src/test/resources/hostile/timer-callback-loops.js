// outcome: limit_exceeded
// loops in a timer
await new Promise(() => setTimeout(() => { while (true) { } }, 1));
