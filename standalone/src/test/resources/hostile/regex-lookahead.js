// outcome: limit_exceeded|succeeded|failed
// backtracks in a lookahead
return /(?=(a+)+b)(?=(a+)+c)a/.test('a'.repeat(40));
