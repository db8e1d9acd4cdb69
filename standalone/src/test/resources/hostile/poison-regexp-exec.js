// outcome: succeeded|failed
// poisons RegExp.prototype.exec for later executions
if (/a/.exec('a')[0] !== 'a') return 'ESCAPED: poison stays';
try { RegExp.prototype.exec = () => ['poison']; } catch (e) { sm.log.info(e.name); }
return 'done';
