// outcome: limit_exceeded|failed
// makes one huge typed array
return new Float64Array(2 ** 28).length;
