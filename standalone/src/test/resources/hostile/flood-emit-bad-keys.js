// outcome: succeeded|limit_exceeded
// emits keys that are none
for (const k of ['x'.repeat(501), 1, {}, [], Symbol.iterator, true]) { try { await sm.emit('a.b', k, {}); return 'ESCAPED'; } catch (e) { sm.log.info(e.message); } }
return 'refused';
