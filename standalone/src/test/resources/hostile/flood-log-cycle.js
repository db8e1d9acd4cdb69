// outcome: succeeded|failed
// logs what refers to itself
const o = {}; o.o = o; sm.log.info('x', o); sm.log.info(o);
return 'done';
