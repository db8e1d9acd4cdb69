// outcome: succeeded|failed
// poisons Promise.prototype.then for later executions
if (/poison/.test(Promise.prototype.then.toString())) return 'ESCAPED: poison stays';
try { Promise.prototype.then = function poison() { return 'x'; }; } catch (e) { sm.log.info(e.name); }
return 'done';
