// outcome: limit_exceeded|failed
// returns what becomes ever more JSON
const f = () => ({ toJSON() { return { a: f(), b: f() }; } });
return f();
