// outcome: succeeded|failed
// poisons Array.prototype.push for later executions
if ((() => { const a = []; a.push(1); return a.length !== 1; })()) return 'ESCAPED: poison stays';
try { Object.defineProperty(Array.prototype, 'push', { value: () => 0 }); } catch (e) { sm.log.info(e.name); }
return 'done';
