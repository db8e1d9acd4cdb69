// outcome: limit_exceeded
// asks an endless generator for all
function* g() { while (true) yield 1; }
for (const x of g()) { }
