// outcome: failed
// shrinks a buffer while it is filled
const b = new ArrayBuffer(1024, { maxByteLength: 1024 }); const t = new Uint8Array(b); t.fill({ valueOf() { b.resize(1); return 1; } }); const v = new DataView(b);
return v.getUint8(512);
