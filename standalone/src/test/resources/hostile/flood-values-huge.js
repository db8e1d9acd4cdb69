// outcome: limit_exceeded|failed
// stores a value of megabytes
await sm.values.set('k', 'x'.repeat(5_000_000));
return 'done';
