// outcome: failed|limit_exceeded
// has a setter that writes itself
const o = { set x(v) { this.x = v; } };
o.x = 1;
