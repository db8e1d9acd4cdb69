// outcome: limit_exceeded|succeeded|failed
// backtracks in alternatives
return /^(a|aa)+$/.test('a'.repeat(60) + '!');
