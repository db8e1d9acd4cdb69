// outcome: failed
// returns what has a then that throws when read
return { get then() { throw new Error('mine'); } };
