// outcome: succeeded|failed
// poisons the global object by other built-ins for later executions
if (Math.max(1, 2) !== 2 || Object.keys({ a: 1 }).length !== 1) return 'ESCAPED: poison stays';
for (const name of ['Math', 'Object', 'Array', 'Map', 'sm', 'event', 'console', 'undefined']) { try { globalThis[name] = { max: () => 9, keys: () => [] }; } catch (e) { sm.log.info(e.name); } }
return 'done';
