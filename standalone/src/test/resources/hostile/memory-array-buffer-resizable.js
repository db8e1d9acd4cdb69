// outcome: limit_exceeded|failed|succeeded
// resizes a buffer to the largest
const b = new ArrayBuffer(1, { maxByteLength: 2 ** 31 }); b.resize(2 ** 31); return b.byteLength;
