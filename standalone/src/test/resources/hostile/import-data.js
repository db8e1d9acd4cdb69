// outcome: failed
// imports a data: URL
const got = await import("data:text/javascript,export default 'ESCAPED'");
return 'ESCAPED ' + typeof got;
