// outcome: succeeded|failed
// emits payloads that are no JSON
for (const p of [undefined, () => 1, Symbol('x'), 1n, NaN]) { try { await sm.emit('a.b', 'k', p); } catch (e) { sm.log.info(e.message); } }
return 'done';
