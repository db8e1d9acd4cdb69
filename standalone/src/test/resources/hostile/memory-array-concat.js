// outcome: limit_exceeded|failed
// concatenates an array with itself
let a = [1, 2, 3, 4]; while (true) a = a.concat(a);
