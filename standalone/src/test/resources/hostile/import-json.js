// outcome: failed
// imports JSON with attributes
const got = await import('file:///etc/passwd', { with: { type: 'json' } });
return 'ESCAPED ' + got;
