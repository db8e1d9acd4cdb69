// outcome: failed|limit_exceeded
// calls itself without end
const f = () => f() + 1;
return f();
