// outcome: limit_exceeded|failed
// spreads an array into itself
let a = [1, 2, 3, 4]; while (true) a = [...a, ...a];
