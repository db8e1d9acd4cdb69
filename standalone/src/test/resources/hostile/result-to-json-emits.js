// outcome: succeeded|failed
// emits and logs while its result is read
return { toJSON() { sm.log.info('late'); sm.emit('a.b', 'k', {}); sm.values.set('late', 1); return 1; } };
