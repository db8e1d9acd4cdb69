// outcome: failed
// reads a number of a million hexadecimal digits
return Number('0x' + 'f'.repeat(1e6));
