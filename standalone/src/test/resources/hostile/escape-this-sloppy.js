// outcome: succeeded|failed
// calls a function without this
function f() { return this; }
return f() === undefined ? 'strict' : 'ESCAPED';
