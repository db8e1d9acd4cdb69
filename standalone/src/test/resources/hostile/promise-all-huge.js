// outcome: limit_exceeded|succeeded
// waits for a million promises
return (await Promise.all(new Array(1e6).fill(0).map(async n => n))).length;
