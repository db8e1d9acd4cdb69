// outcome: failed
// makes code from text through the constructor of an arrow function
const got = (() => {}).constructor('return globalThis')();
return 'ESCAPED ' + typeof got;
