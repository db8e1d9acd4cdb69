// outcome: failed
// makes code from text through a bound Function constructor
const got = Function.bind(null, 'return globalThis')()();
return 'ESCAPED ' + typeof got;
