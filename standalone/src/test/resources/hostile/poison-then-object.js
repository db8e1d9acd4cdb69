// outcome: succeeded|failed
// poisons a then of Object.prototype for later executions
if ('then' in {}) return 'ESCAPED: poison stays';
try { Object.prototype.then = function (ok) { ok('poison'); }; } catch (e) { sm.log.info(e.name); }
return 'done';
