// outcome: limit_exceeded
// returns in finally instead of ending
function f() { try { while (true) { } } finally { return f(); } }
return f();
