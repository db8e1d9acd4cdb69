// outcome: limit_exceeded|failed
// delegates to a generator that delegates to itself
function* g() { yield 1; yield* g(); }
for (const x of g()) { }
