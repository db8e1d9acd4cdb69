// outcome: succeeded|failed
// captures a stack trace onto an object of its own
const o = {};
if (Error.captureStackTrace) Error.captureStackTrace(o, sm.log.info);
return /java|graal|bootstrap/i.test(String(o.stack)) ? 'ESCAPED ' + o.stack : 'nothing';
