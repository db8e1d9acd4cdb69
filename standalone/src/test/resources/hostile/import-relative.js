// outcome: failed
// imports a relative path
const got = await import('./a.js');
return 'ESCAPED ' + typeof got;
