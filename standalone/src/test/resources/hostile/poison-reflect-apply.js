// outcome: succeeded|failed
// poisons Reflect.apply for later executions
if (Reflect.apply(() => 1, null, []) !== 1) return 'ESCAPED: poison stays';
try { Reflect.apply = () => 2; } catch (e) { sm.log.info(e.name); }
return 'done';
