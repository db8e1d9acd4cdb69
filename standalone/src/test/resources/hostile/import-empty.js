// outcome: failed
// imports nothing
const got = await import('');
return 'ESCAPED ' + typeof got;
