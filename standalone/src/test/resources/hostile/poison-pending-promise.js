// outcome: succeeded|failed
// poisons the next execution with a promise that settles late for later executions
if (globalThis.late) return 'ESCAPED: poison stays';
Promise.resolve().then(async () => { for (let n = 0; n < 1000; n++) await null; globalThis.late = 1; });
return 'done';
