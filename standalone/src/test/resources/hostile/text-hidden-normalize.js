// outcome: failed
// normalises a long text that is made by toString
return String.prototype.normalize.call({ toString: () => '\u0300\u0316'.repeat(8e6) }).length;
