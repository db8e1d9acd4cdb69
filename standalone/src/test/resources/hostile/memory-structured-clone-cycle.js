// outcome: succeeded|failed
// clones what refers to itself
const o = { m: new Map() }; o.o = o; o.m.set(o, o); const c = structuredClone(o); return c.o === c ? 'cloned' : 'other';
