// outcome: failed
// picks keys of JSON by an array of four thousand million holes
return JSON.stringify({}, new Array(2 ** 32 - 1));
