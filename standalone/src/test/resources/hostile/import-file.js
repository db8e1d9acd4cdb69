// outcome: failed
// imports a file: URL
const got = await import('file:///etc/passwd');
return 'ESCAPED ' + typeof got;
