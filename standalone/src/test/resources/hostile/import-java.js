// outcome: failed
// imports a Java package
const got = await import('java:java.lang.System');
return 'ESCAPED ' + typeof got;
