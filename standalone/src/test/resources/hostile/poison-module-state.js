// outcome: succeeded|failed
// poisons the state of a closure for later executions
if (globalThis.counter > 0) return 'ESCAPED: poison stays';
globalThis.counter = (globalThis.counter ?? 0) + 1;
return 'done';
