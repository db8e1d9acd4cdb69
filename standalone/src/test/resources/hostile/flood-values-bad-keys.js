// outcome: succeeded|limit_exceeded
// stores under keys that are none
for (const k of ['', 'x'.repeat(501), null, undefined, 1, {}, [], Symbol.iterator, { toString() { return 'k'; } }]) { try { await sm.values.set(k, 1); return 'ESCAPED ' + String(k).slice(0, 20); } catch (e) { sm.log.info(e.message); } }
return 'refused';
