// outcome: failed
// makes code from text through Function called through apply
const got = Function.prototype.constructor.apply(null, ['return globalThis'])();
return 'ESCAPED ' + typeof got;
