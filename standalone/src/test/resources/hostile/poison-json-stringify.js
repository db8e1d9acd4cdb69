// outcome: succeeded|failed
// poisons JSON.stringify for later executions
if (JSON.stringify(1) !== '1') return 'ESCAPED: poison stays';
try { JSON.stringify = () => '"poison"'; } catch (e) { sm.log.info(e.name); }
return 'done';
