// outcome: succeeded|failed|timed_out
// returns a subclass of a promise that never calls back
class P extends Promise { then() { return new Promise(() => {}); } }
return P.resolve(1);
