// outcome: succeeded|failed
// poisons a function of the realm with a property for later executions
if (Math.max.poison || parseInt.poison || (async () => {}).__proto__.poison) return 'ESCAPED: poison stays';
for (const f of [Math.max, parseInt, Object.getPrototypeOf(async () => {}), Object.getPrototypeOf(function* () {}).prototype]) { try { f.poison = 1; } catch (e) { sm.log.info(e.name); } }
return 'done';
