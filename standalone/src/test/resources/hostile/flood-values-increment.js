// outcome: succeeded|failed
// increments by what is no number
for (const by of [NaN, Infinity, 'x', {}, 1n, null, { valueOf() { throw 1; } }]) { try { await sm.values.increment('n', by); } catch (e) { sm.log.info(String(e)); } }
return 'done';
