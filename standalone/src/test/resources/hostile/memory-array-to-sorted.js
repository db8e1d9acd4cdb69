// outcome: limit_exceeded|failed
// copies a large array by each of its methods
let a = new Array(1e6).fill(1); const all = []; while (true) { all.push(a.toSorted(), a.toReversed(), a.with(0, 1), a.slice()); }
