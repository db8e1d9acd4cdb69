// outcome: succeeded|failed
// poisons the prototype of typed arrays for later executions
if (new Uint8Array(2).fill(1)[0] !== 1) return 'ESCAPED: poison stays';
try { Object.getPrototypeOf(Uint8Array.prototype).fill = () => [0]; } catch (e) { sm.log.info(e.name); }
return 'done';
