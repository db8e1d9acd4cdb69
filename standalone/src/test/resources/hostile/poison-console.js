// outcome: succeeded|failed
// poisons console for later executions
if (/poison/.test(String(console.log))) return 'ESCAPED: poison stays';
try { console.log = function poison() {}; } catch (e) { sm.log.info(e.name); }
return 'done';
