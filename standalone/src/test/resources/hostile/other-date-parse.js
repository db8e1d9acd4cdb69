// outcome: succeeded|limit_exceeded
// parses strange dates
let n = 0; for (const t of ['x'.repeat(1e6), '9'.repeat(1e6), '(' .repeat(1e5), '1 '.repeat(1e5), '+275760-09-13', '-000000-01-01', 'Z'.repeat(1e5)]) { n += Number.isNaN(Date.parse(t)) ? 1 : 0; }
return n;
