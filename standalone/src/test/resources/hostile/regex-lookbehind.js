// outcome: limit_exceeded|succeeded|failed
// backtracks in a lookbehind
return /(?<=^(a+)+)b\1$/.test('a'.repeat(40) + 'bc');
