// outcome: succeeded
// returns a thenable that settles twice, and differently
return { then(ok, no) { ok('first'); no(new Error('second')); ok('third'); } };
