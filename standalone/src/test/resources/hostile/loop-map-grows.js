// outcome: limit_exceeded
// goes through a map that it makes grow
const m = new Map([[1, 1]]); for (const [k] of m) { m.delete(k); m.set(k + 1, 1); }
