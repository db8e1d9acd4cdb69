// outcome: succeeded|failed
// lists with hostile limits
for (const l of [-1, 0, NaN, 1e300, 'x', {}, null, Infinity, 1.5]) { try { await sm.values.list('', { limit: l }); } catch (e) { sm.log.info(String(e)); } }
return 'done';
