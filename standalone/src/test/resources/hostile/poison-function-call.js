// outcome: succeeded|failed
// poisons Function.prototype.call for later executions
if ((() => 1).call() !== 1) return 'ESCAPED: poison stays';
try { Function.prototype.call = () => 2; } catch (e) { sm.log.info(e.name); }
return 'done';
