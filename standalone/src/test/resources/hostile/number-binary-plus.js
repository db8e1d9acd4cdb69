// outcome: failed
// reads a number of millions of binary digits, with an operator
return +('0b' + '1'.repeat(16e6));
