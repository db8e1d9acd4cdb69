// outcome: limit_exceeded|succeeded|failed
// counts to a large number in nested groups
return /((a{1,1000}){1,1000}){1,1000}b/.test('a'.repeat(20000));
