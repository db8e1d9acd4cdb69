// outcome: succeeded|limit_exceeded
// freezes ten million elements
return Object.freeze(new Array(1e7).fill(1)).length;
