// outcome: failed|limit_exceeded
// has a toJSON that stringifies itself
const o = { toJSON() { return JSON.stringify(this); } };
return o;
