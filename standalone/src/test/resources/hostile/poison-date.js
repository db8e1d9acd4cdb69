// outcome: succeeded|failed
// poisons Date for later executions
if (new Date(0).toISOString() !== '1970-01-01T00:00:00.000Z') return 'ESCAPED: poison stays';
try { Date.prototype.toISOString = () => 'poison'; Date.now = () => 0; } catch (e) { sm.log.info(e.name); }
return 'done';
