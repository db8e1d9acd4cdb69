// outcome: limit_exceeded|failed
// clones what doubles
let o = [1]; for (let n = 0; n < 25; n++) o = structuredClone([o, structuredClone(o)]); return 1;
