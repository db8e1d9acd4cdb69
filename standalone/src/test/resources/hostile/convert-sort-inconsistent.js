// outcome: succeeded|limit_exceeded
// sorts with a comparator that lies
const a = Array.from({ length: 20000 }, (_, n) => n); a.sort(() => Math.random() - 0.5); a.sort((x, y) => NaN); a.sort(() => 1);
return a.length;
