// outcome: succeeded|limit_exceeded
// parses a number of millions of digits
return parseFloat('1'.repeat(2_000_000)) + Number('0.' + '1'.repeat(2_000_000));
