// outcome: succeeded|failed|limit_exceeded
// emits hostile headers
for (const h of [{ a: 1 }, { a: {} }, { get a() { throw 1; } }, 'x', [], { ['__proto__']: 'x' }, new Proxy({}, { ownKeys() { throw 1; } }), { a: 'x'.repeat(5_000_000) }]) { try { await sm.emit('a.b', 'k', {}, { headers: h }); } catch (e) { sm.log.info(String(e.message ?? e).slice(0, 100)); } }
return 'done';
