// outcome: failed
// imports what an object says when it is asked twice
let n = 0;
const got = await import({ toString() { return n++ ? 'file:///etc/passwd' : 'lib/none'; } });
return 'ESCAPED ' + typeof got;
