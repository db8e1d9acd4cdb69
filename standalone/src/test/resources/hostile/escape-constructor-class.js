// outcome: failed
// makes code from text through a class that extends Function
const got = new (class extends Function {})('return globalThis')();
return 'ESCAPED ' + typeof got;
