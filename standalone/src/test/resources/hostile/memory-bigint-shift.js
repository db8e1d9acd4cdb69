// outcome: limit_exceeded|failed
// shifts a big number far
return (1n << 1_000_000_000n).toString().length;
