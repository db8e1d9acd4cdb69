// outcome: failed
// imports a library that there is not
const got = await import('lib/none');
return 'ESCAPED ' + typeof got;
