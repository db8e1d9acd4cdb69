// outcome: failed
// looks through a length that a getter makes up
return Array.prototype.indexOf.call({ get length() { return 2 ** 53 - 1; } }, 1);
