// outcome: failed
// has a length that is an object
return Array.prototype.shift.call({ length: { valueOf: () => 2 ** 53 - 1 } });
