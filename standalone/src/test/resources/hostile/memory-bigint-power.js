// outcome: limit_exceeded|failed|succeeded
// raises a big number to a high power
return String(7n ** 5_000_000n).length;
