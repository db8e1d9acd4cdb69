// outcome: succeeded|failed
// poisons the global object with a new name for later executions
if (typeof globalThis.poison !== 'undefined') return 'ESCAPED: poison stays';
globalThis.poison = 1;
return 'done';
