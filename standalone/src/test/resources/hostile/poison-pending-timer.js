// outcome: succeeded|failed
// poisons the next execution with a timer for later executions
if (globalThis.late) return 'ESCAPED: poison stays';
setTimeout(() => { globalThis.late = 1; sm.log.info('ESCAPED'); }, 1);
return 'done';
