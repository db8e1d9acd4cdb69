// outcome: limit_exceeded|failed
// makes buffers without keeping them
let n = 0; while (true) n += new ArrayBuffer(2 ** 24).byteLength;
