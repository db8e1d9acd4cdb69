// outcome: limit_exceeded|failed
// encodes to base 64 again and again
let s = 'x'.repeat(1e5); while (true) s = btoa(s);
