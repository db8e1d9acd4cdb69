// outcome: succeeded|limit_exceeded
// emits what it hears, so that it hears it again
await sm.emit('hostile.asked', null, { script: sm.execution.script, again: true });
return 'done';
