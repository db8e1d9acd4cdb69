// outcome: succeeded|failed|limit_exceeded
// changes an array while it is sorted
const a = Array.from({ length: 1000 }, (_, n) => n); a.sort((x, y) => { a.push(x); a.length = 500; return y - x; });
return a.length;
