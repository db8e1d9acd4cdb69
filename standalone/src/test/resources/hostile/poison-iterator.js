// outcome: succeeded|failed
// poisons the iterator of arrays for later executions
if ([...[1]].length !== 1) return 'ESCAPED: poison stays';
try { Array.prototype[Symbol.iterator] = function* () {}; } catch (e) { sm.log.info(e.name); }
return 'done';
