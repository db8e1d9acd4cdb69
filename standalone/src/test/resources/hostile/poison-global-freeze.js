// outcome: succeeded|failed
// poisons the global object by freezing it for later executions
if (Object.isFrozen(globalThis) && globalThis.poisonMark) return 'ESCAPED: poison stays';
try { globalThis.poisonMark = 1; Object.freeze(globalThis); } catch (e) { sm.log.info(e.name); }
return 'done';
