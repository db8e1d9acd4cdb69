// outcome: limit_exceeded|succeeded|failed
// returns boxed values that lie
const n = new Number(1); n.valueOf = () => { while (true) { } }; return { n };
