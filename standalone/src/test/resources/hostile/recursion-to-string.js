// outcome: failed|limit_exceeded
// has a toString that asks for itself
const o = { toString() { return '' + this; } };
return '' + o;
