// outcome: limit_exceeded
// calls a function bound a hundred thousand times
let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null, 1); return f();
