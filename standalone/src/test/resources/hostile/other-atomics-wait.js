// outcome: failed
// blocks its thread
Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0);
return 'ESCAPED';
