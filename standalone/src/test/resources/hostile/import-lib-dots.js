// outcome: failed
// imports a path behind lib/
const got = await import('lib/../../etc/passwd');
return 'ESCAPED ' + typeof got;
