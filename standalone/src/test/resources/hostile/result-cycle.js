// outcome: failed
// returns what refers to itself
const o = {}; o.o = o; return o;
