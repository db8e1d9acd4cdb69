// outcome: succeeded|failed
// poisons sm for later executions
if (sm.poison || /poison/.test(String(sm.log.info))) return 'ESCAPED: poison stays';
for (const act of [() => { sm.poison = 1; }, () => { sm.log.info = function poison() {}; }, () => { sm.values = null; }, () => { delete sm.emit; }, () => Object.setPrototypeOf(sm, { poison: 1 })]) { try { act(); } catch (e) { console.log(e.name); } }
return 'done';
