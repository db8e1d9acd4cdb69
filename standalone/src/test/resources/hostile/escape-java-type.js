// outcome: failed
// asks for Java classes
const got = Java.type('java.lang.Runtime');
return 'ESCAPED ' + got;
