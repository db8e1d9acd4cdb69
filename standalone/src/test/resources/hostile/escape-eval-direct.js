// outcome: failed
// evaluates text
const got = eval('1 + 1');
return 'ESCAPED ' + got;
