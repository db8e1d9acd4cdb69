// outcome: succeeded|failed
// poisons the global object with a getter for later executions
if (Object.getOwnPropertyDescriptor(globalThis, 'trap') !== undefined) return 'ESCAPED: poison stays';
try { Object.defineProperty(globalThis, 'trap', { get() { return 'poison'; }, configurable: false }); } catch (e) { sm.log.info(e.name); }
return 'done';
