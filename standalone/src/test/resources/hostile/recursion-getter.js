// outcome: failed|limit_exceeded
// has a getter that reads itself
const o = { get x() { return this.x; } };
return o.x;
