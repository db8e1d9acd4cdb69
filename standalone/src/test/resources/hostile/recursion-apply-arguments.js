// outcome: failed|limit_exceeded
// applies with ever more arguments
let a = [1]; while (true) { a = a.concat(a); Math.max.apply(null, a); }
