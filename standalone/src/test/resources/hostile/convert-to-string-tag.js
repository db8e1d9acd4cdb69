// outcome: failed
// has a Symbol.toStringTag that throws
return Object.prototype.toString.call({ get [Symbol.toStringTag]() { throw new Error('mine'); } });
