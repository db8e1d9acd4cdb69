// outcome: succeeded|failed
// looks in the registry of symbols for what another execution left
const symbol = Symbol.for('left-by-me');
if (globalThis[symbol]) return 'ESCAPED';
globalThis[symbol] = 1;
return 'clean';
