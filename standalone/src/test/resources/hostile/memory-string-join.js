// outcome: limit_exceeded|failed
// joins an array with a long separator
return new Array(1e6).join('x'.repeat(1000)).length;
