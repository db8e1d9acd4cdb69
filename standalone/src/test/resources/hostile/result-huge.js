// outcome: limit_exceeded
// returns megabytes
return 'x'.repeat(5_000_000);
