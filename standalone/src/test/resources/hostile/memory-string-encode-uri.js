// outcome: limit_exceeded|failed
// encodes a text again and again
let s = '%'.repeat(1e6); while (true) s = encodeURIComponent(s);
