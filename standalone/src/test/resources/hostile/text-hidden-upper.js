// outcome: failed
// maps a long text that is made by toString
return String.prototype.toUpperCase.call({ toString: () => '\u00df'.repeat(8e6) }).length;
