// outcome: failed
// imports itself
const got = await import('hostile');
return 'ESCAPED ' + typeof got;
