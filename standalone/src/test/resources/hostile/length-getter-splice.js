// outcome: failed
// moves what is not there
return Array.prototype.splice.call({ get length() { return 2 ** 53 - 9; }, set length(n) {} }, 0, 0, 1);
