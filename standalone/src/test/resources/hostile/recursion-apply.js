// outcome: failed|limit_exceeded
// calls itself through apply
function f() { return Reflect.apply(f, null, arguments); }
return f();
