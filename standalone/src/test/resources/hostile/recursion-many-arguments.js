// outcome: failed|limit_exceeded|succeeded
// calls with half a million arguments
return Math.max(...new Array(500000).fill(1));
