// outcome: limit_exceeded|failed
// asks for random bytes without end
const all = []; while (true) all.push(crypto.getRandomValues(new Uint8Array(65536)));
