// outcome: failed
// imports a module of Node.js
const got = await import('node:fs');
return 'ESCAPED ' + typeof got;
