// outcome: limit_exceeded|failed
// makes an array of a length
return Array.from({ length: 2 ** 32 - 1 }).length;
