// outcome: limit_exceeded
// writes keys that are not there
return JSON.stringify(new Array(1e5).fill({}), Array.from({ length: 1e4 }, (none, i) => 'k' + i)).length;
