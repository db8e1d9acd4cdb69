// outcome: limit_exceeded
// exports by default a proxy of a function
export default new Proxy(() => 1, { apply() { while (true) { } } });
