// outcome: limit_exceeded|failed
// nests arrays without end
let a = []; while (true) a = [a, a];
