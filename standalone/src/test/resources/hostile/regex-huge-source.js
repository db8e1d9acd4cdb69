// outcome: limit_exceeded|succeeded|failed
// compiles an expression of a megabyte
return new RegExp('(a|b)?'.repeat(150000)).test('ab');
