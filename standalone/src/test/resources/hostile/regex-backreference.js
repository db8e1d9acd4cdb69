// outcome: limit_exceeded|succeeded|failed
// backtracks through back references
return /^(a*)*\1(a*)*\2$/.test('a'.repeat(40) + 'b');
