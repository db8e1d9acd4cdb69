// outcome: succeeded|failed
// poisons Math.random for later executions
if (/poison/.test(Math.random.toString())) return 'ESCAPED: poison stays';
try { Math.random = function poison() { return 4; }; } catch (e) { sm.log.info(e.name); }
return 'done';
