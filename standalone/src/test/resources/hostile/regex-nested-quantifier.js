// outcome: limit_exceeded|succeeded|failed
// backtracks without end
return /^(a+)+$/.test('a'.repeat(40) + '!');
