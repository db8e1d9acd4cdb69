// outcome: succeeded|failed
// poisons JSON.parse for later executions
if (JSON.parse('1') !== 1) return 'ESCAPED: poison stays';
try { JSON.parse = () => ({ poison: 1 }); } catch (e) { sm.log.info(e.name); }
return 'done';
