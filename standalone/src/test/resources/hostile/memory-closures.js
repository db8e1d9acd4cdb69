// outcome: limit_exceeded|failed
// keeps closures without end
let f = () => 0; while (true) { const g = f; const big = new Array(1000).fill(1); f = () => g() + big.length; }
