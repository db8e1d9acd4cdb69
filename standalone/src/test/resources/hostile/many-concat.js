// outcome: limit_exceeded
// joins thousands of large arrays
return [].concat(...new Array(1e4).fill(new Array(1e6).fill(1))).length;
