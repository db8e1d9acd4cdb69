// outcome: failed|succeeded
// hopes that eval declares a variable
try { eval('globalThis.escaped = 1'); } catch (e) { sm.log.info(String(e)); }
return globalThis.escaped ? 'ESCAPED' : 'refused';
