// outcome: limit_exceeded|failed
// binds a function again and again
let f = () => 1; while (true) f = f.bind(null, f);
