// outcome: succeeded|failed
// takes the constructor of a promise of the host
const p = sm.values.get('k');
return p.constructor === Promise && p instanceof Promise && Object.getPrototypeOf(p) === Promise.prototype ? 'own' : 'ESCAPED';
