// outcome: limit_exceeded|failed
// keeps many repeated strings
const all = []; while (true) all.push('x'.repeat(1e6 + all.length) + all.length);
