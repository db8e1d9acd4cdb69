// outcome: succeeded|failed
// poisons the global object by deleting from it for later executions
if (typeof Map === 'undefined' || typeof Promise === 'undefined') return 'ESCAPED: poison stays';
for (const name of Reflect.ownKeys(globalThis)) { try { delete globalThis[name]; } catch { } }
return 'done';
