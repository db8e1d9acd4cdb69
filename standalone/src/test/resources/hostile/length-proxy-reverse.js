// outcome: failed
// turns a proxy of a huge array around
return Array.prototype.reverse.call(new Proxy(new Array(2 ** 32 - 1), {})).length;
