// outcome: failed
// imports a path
const got = await import('/etc/passwd');
return 'ESCAPED ' + typeof got;
