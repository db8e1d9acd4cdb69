// outcome: limit_exceeded|failed|timed_out
// fills search parameters without end
const p = new URLSearchParams(); for (let n = 0; ; n++) p.append('k' + n, 'v'.repeat(100));
