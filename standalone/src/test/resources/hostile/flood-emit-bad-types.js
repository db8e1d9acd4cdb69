// outcome: succeeded
// emits types that are none
let n = 0; for (const t of ['', '.', 'a..b', 'a b', '\u0000', 'x'.repeat(201), 'ä', '../x', null, 1, {}, [], Symbol.iterator, { toString() { return 'a.b'; } }]) { try { await sm.emit(t, 'k', {}); } catch (e) { n++; } }
return n >= 12 ? 'refused' : 'ESCAPED ' + n;
