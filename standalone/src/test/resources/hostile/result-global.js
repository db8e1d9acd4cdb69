// outcome: succeeded|failed|limit_exceeded
// returns the global object
return globalThis;
