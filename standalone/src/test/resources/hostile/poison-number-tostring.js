// outcome: succeeded|failed
// poisons Number.prototype.toString for later executions
if ((1).toString() !== '1') return 'ESCAPED: poison stays';
try { Number.prototype.toString = () => 'poison'; } catch (e) { sm.log.info(e.name); }
return 'done';
