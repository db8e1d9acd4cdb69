// outcome: succeeded
// stores what is no JSON
let n = 0; for (const v of [undefined, () => 1, Symbol('x')]) { try { await sm.values.set('k', v); } catch (e) { n++; } }
return n === 3 ? 'refused' : 'ESCAPED ' + n;
