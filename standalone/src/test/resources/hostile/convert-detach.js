// outcome: succeeded|failed
// detaches a buffer while it is in use
const b = new ArrayBuffer(1024); const t = new Uint8Array(b); t.set({ length: 10, get 0() { structuredClone(b, { transfer: [b] }); return 1; } });
return t.length;
