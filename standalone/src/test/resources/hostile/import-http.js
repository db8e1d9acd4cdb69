// outcome: failed
// imports an http: URL
const got = await import('http://127.0.0.1/a.js');
return 'ESCAPED ' + typeof got;
