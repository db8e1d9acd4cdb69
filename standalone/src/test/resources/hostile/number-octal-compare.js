// outcome: failed
// compares a number with millions of octal digits
return '0o' + '7'.repeat(16e6) < 1;
