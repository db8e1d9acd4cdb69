// outcome: succeeded|failed
// poisons toJSON of prototypes for later executions
if (JSON.stringify({ a: 1 }) !== '{"a":1}') return 'ESCAPED: poison stays';
for (const C of [Object, Array, String, Number, Boolean]) { try { C.prototype.toJSON = () => 'poison'; } catch (e) { sm.log.info(e.name); } }
return 'done';
