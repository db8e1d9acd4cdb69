// outcome: failed|succeeded
// gives a timer text instead of a function
setTimeout('globalThis.escaped = 1', 1);
await new Promise(r => setTimeout(r, 20));
return globalThis.escaped ? 'ESCAPED' : 'refused';
