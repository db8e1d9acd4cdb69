// outcome: limit_exceeded
// reads a million long texts as numbers
return new Float64Array(new Array(1e6).fill('9'.repeat(1e6))).length;
