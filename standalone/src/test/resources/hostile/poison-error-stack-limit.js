// outcome: succeeded|failed
// poisons Error.stackTraceLimit for later executions
if (Error.stackTraceLimit === 12345) return 'ESCAPED: poison stays';
try { Error.stackTraceLimit = 12345; } catch (e) { sm.log.info(e.name); }
return 'done';
