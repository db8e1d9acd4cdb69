// outcome: succeeded|failed
// poisons Symbol.toPrimitive of prototypes for later executions
if (`${{}}` !== '[object Object]' || `${[1]}` !== '1') return 'ESCAPED: poison stays';
try { Object.prototype[Symbol.toPrimitive] = () => 'poison'; } catch (e) { sm.log.info(e.name); }
return 'done';
