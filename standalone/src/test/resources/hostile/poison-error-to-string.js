// outcome: succeeded|failed
// poisons Error.prototype.toString for later executions
if (String(new Error('a')) !== 'Error: a') return 'ESCAPED: poison stays';
try { Error.prototype.toString = () => 'poison'; } catch (e) { sm.log.info(e.name); }
return 'done';
