// outcome: limit_exceeded|failed
// parses the deepest text
return typeof JSON.parse('['.repeat(5_000_000) + ']'.repeat(5_000_000));
