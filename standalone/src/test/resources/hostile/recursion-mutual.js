// outcome: failed|limit_exceeded
// has two functions that call each other
function a() { return b(); }
function b() { return a(); }
return a();
