// outcome: failed
// compiles an expression of a hundred thousand groups
return new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5)).test('b');
