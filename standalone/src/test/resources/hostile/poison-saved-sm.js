// outcome: succeeded|failed
// poisons the next execution with the sm of this one for later executions
if (globalThis.saved) return 'ESCAPED: poison stays';
try { Object.prototype.saved = sm; globalThis.saved = sm; } catch (e) { sm.log.info(e.name); }
return 'done';
