// outcome: failed
// makes code from text through Function found through a getter's constructor
const got = Object.getOwnPropertyDescriptor(Map, Symbol.species).get.constructor('return globalThis')();
return 'ESCAPED ' + typeof got;
