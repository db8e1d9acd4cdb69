// outcome: succeeded|failed
// poisons Object.prototype for later executions
if (({}).poisoned) return 'ESCAPED: poison stays';
try { Object.prototype.poisoned = 1; } catch (e) { sm.log.info(e.name); }
return 'done';
