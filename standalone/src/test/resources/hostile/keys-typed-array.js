// outcome: failed
// lists the elements of a typed array as keys
return JSON.stringify(new Uint8Array(8e6)).length;
