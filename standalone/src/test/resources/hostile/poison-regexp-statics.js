// outcome: succeeded|failed
// poisons the static properties of RegExp for later executions
if (RegExp.$1 === 'poison' || RegExp.lastMatch === 'poison' || RegExp.input === 'poison') return 'ESCAPED: poison stays';
/(poison)/.exec('poison');
return 'done';
