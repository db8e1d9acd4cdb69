// outcome: limit_exceeded|failed|succeeded
// emits many large events
for (let n = 0; n < 100; n++) await sm.emit('a.b', 'k', { a: 'x'.repeat(1_000_000) });
return 'done';
