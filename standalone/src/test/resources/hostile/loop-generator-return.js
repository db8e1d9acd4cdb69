// outcome: succeeded
// has a generator that does not let go
function* g() { while (true) { try { yield 1; } finally { continue; } } }
for (const x of g()) { break; }
return 1;
