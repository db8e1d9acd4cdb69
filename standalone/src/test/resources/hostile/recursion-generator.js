// outcome: failed|limit_exceeded
// delegates to itself
function* g() { yield* g(); }
return [...g()];
