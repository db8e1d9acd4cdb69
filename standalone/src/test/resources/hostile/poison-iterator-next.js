// outcome: succeeded|failed
// poisons next of array iterators for later executions
if ([...[1]].length !== 1) return 'ESCAPED: poison stays';
try { Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true }); } catch (e) { sm.log.info(e.name); }
return 'done';
