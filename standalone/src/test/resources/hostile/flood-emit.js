// outcome: limit_exceeded
// emits without end
while (true) await sm.emit('a.b', 'k', {});
