// outcome: succeeded|failed
// overflows the stack inside host functions, to read the host error
let text = '';
const deep = n => { try { deep(n + 1); } catch (e) { try { sm.log.info('x'); } catch (inner) { text += inner.constructor.name + inner.message; } throw e; } };
try { deep(0); } catch (e) { text += e.constructor.name + e.message; }
return /java|StackOverflowError|graal|truffle/i.test(text) ? 'ESCAPED ' + text.slice(0, 500) : 'own errors';
