// outcome: succeeded|failed
// clears what are no timers
for (const id of [0, -1, NaN, {}, 'x', null, undefined, Symbol.iterator, { valueOf() { throw 1; } }]) { try { clearTimeout(id); clearInterval(id); } catch (e) { } }
return 'done';
