// outcome: failed|limit_exceeded
// has a Symbol.hasInstance that asks itself
const C = { [Symbol.hasInstance](v) { return v instanceof C; } };
return 1 instanceof C;
