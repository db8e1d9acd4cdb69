// outcome: succeeded|failed
// walks the callers of a function
function f() { return f.caller; }
let got;
try { got = f(); } catch (e) { return e.name; }
return got ? 'ESCAPED ' + got : 'nothing';
