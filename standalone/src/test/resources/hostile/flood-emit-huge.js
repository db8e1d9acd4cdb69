// outcome: limit_exceeded
// emits an event of megabytes
await sm.emit('a.b', 'k', { a: 'x'.repeat(5_000_000) });
return 'done';
