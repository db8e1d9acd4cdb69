// outcome: succeeded|failed
// stores with hostile options
for (const o of [{ ttl: -1 }, { ttl: NaN }, { ttl: 'x' }, { ttl: 1e300 }, { ifVersion: {} }, { get ttl() { throw 1; } }, new Proxy({}, { get() { throw new Error('mine'); } }), 1, 'x']) { try { await sm.values.set('k', 1, o); } catch (e) { sm.log.info(String(e)); } }
return 'done';
