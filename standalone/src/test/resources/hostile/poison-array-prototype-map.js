// outcome: succeeded|failed
// poisons Array.prototype.map for later executions
if ([1].map(x => x)[0] !== 1) return 'ESCAPED: poison stays';
try { Array.prototype.map = () => [99]; } catch (e) { sm.log.info(e.name); }
return 'done';
