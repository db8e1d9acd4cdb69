// outcome: limit_exceeded
// flattens a million times a million empty arrays
return new Array(1e6).fill(new Array(1e6).fill([])).flat(Infinity).length;
