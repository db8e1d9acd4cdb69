// outcome: failed
// shares memory
return 'ESCAPED ' + new SharedArrayBuffer(8).byteLength;
