// outcome: failed|limit_exceeded|succeeded
// calls a function bound a hundred thousand times
let f = () => 1; for (let n = 0; n < 100000; n++) f = f.bind(null);
return f();
