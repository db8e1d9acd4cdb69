// outcome: succeeded|failed
// throws in a timer
setTimeout(() => { throw new Error('in a timer'); }, 1);
await new Promise(r => setTimeout(r, 50));
return 'done';
