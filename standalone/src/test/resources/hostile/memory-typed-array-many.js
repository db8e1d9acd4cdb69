// outcome: limit_exceeded|failed
// makes many typed arrays
const all = []; while (true) all.push(new Uint8Array(1e6));
