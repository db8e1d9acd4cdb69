// outcome: limit_exceeded
// destructures what loops
const { a = (() => { while (true) { } })() } = {};
