// outcome: limit_exceeded|failed
// fills a huge array
return new Array(2 ** 32 - 1).fill(0).length;
