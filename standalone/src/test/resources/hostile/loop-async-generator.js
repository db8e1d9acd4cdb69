// outcome: limit_exceeded
// asks an endless async generator for all
async function* g() { while (true) yield 1; }
for await (const x of g()) { }
