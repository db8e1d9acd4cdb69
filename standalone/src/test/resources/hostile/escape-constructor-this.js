// outcome: failed
// makes code from text through the function constructor of the global object
const got = this.constructor.constructor('return this')();
return 'ESCAPED ' + typeof got;
