// outcome: limit_exceeded|failed
// walks what says it is as long as a number can be
return Array.prototype.indexOf.call({ length: Number.MAX_SAFE_INTEGER }, 1);
