// outcome: failed
// makes code from text through the constructor of a built-in method
const got = [].map.constructor('return globalThis')();
return 'ESCAPED ' + typeof got;
