// outcome: failed
// reads beyond a buffer
const v = new DataView(new ArrayBuffer(8)); return v.getFloat64({ valueOf() { return 1; } });
