// outcome: failed
// makes code from text through the function constructor of globalThis
const got = globalThis.constructor.constructor('return globalThis')();
return 'ESCAPED ' + typeof got;
