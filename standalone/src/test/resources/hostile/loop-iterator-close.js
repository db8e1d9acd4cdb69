// outcome: limit_exceeded
// has an iterator whose return loops
const it = { [Symbol.iterator]() { return { next: () => ({ value: 1 }), return() { while (true) { } } }; } };
for (const x of it) break;
