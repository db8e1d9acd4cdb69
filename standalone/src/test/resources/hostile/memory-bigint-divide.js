// outcome: limit_exceeded|failed|timed_out
// divides big numbers
const a = 3n ** 2_000_000n, b = 7n ** 700_000n; let r = 0n; for (let n = 0; n < 1000; n++) r += a / (b + BigInt(n)); return String(r % 7n);
