// outcome: failed
// makes code from text through Function as a template tag
const got = Function`return globalThis```;
return 'ESCAPED ' + typeof got;
