// outcome: succeeded|failed
// asks for arguments.callee and its caller
function f() { return arguments.callee.caller; }
let got;
try { got = f(); } catch (e) { return e.name; }
return got ? 'ESCAPED' : 'nothing';
