// outcome: failed
// evaluates text in the global scope
const got = (0, eval)('this');
return 'ESCAPED ' + typeof got;
