// outcome: failed
// makes code from text through Function as the callback of replace
const got = 'return globalThis'.replace(/.*/, Function) && Function('return 1')();
return 'ESCAPED ' + typeof got;
