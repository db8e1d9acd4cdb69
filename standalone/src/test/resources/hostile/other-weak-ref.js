// outcome: failed
// watches the garbage collector
const r = new WeakRef({}); while (r.deref()) { new Array(1000); }
return 'ESCAPED';
