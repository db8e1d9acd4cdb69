// outcome: succeeded|failed
// poisons Promise[Symbol.species] for later executions
if (Promise[Symbol.species] !== Promise) return 'ESCAPED: poison stays';
try { Object.defineProperty(Promise, Symbol.species, { get() { return class {}; } }); } catch (e) { sm.log.info(e.name); }
return 'done';
