// outcome: failed
// stores what refers to itself
const o = {}; o.o = o; await sm.values.set('k', o);
