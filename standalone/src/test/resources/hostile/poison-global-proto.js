// outcome: succeeded|failed
// poisons the prototype of the global object for later executions
if (Object.getPrototypeOf(globalThis)?.poison) return 'ESCAPED: poison stays';
try { Object.setPrototypeOf(globalThis, { poison: 1 }); } catch (e) { sm.log.info(e.name); }
return 'done';
