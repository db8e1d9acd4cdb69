// outcome: failed|timed_out
// returns a thenable that never settles
return { then() { } };
