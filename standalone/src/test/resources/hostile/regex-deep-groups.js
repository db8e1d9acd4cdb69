// outcome: limit_exceeded|succeeded|failed
// nests a hundred thousand groups
return new RegExp('('.repeat(100000) + 'a' + ')'.repeat(100000)).test('a');
