// outcome: succeeded|failed
// poisons indices of Array.prototype for later executions
if (0 in Array.prototype) return 'ESCAPED: poison stays';
try { Object.defineProperty(Array.prototype, 0, { set() { throw new Error('mine'); }, get() { return 'mine'; }, configurable: true }); } catch (e) { sm.log.info(e.name); }
return 'done';
