// outcome: limit_exceeded|failed
// doubles a string
let s = "x".repeat(1000); while (true) s += s;
