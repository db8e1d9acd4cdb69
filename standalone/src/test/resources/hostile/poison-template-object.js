// outcome: succeeded|failed
// poisons a template object for later executions
if ((() => { const t = s => s; const mine = x => t`a${x}`; return mine(1).poison; })()) return 'ESCAPED: poison stays';
const t = s => s; try { t`b`.poison = 1; t`b`.raw.push('x'); } catch (e) { sm.log.info(e.name); }
return 'done';
