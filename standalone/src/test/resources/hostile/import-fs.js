// outcome: failed
// imports a bare module
const got = await import('fs');
return 'ESCAPED ' + typeof got;
