// outcome: limit_exceeded|failed|succeeded
// parses a number of millions of digits
return (BigInt('9'.repeat(5_000_000)) % 7n).toString();
