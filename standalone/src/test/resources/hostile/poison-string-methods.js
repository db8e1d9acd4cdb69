// outcome: succeeded|failed
// poisons String.prototype for later executions
if ('a'.slice(0) !== 'a') return 'ESCAPED: poison stays';
try { for (const k of Reflect.ownKeys(String.prototype)) if (k !== 'constructor' && typeof k === 'string' && k !== 'length') String.prototype[k] = () => 'poison'; } catch (e) { sm.log.info('x'); }
return 'done';
