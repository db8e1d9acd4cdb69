// outcome: limit_exceeded
// looks for a text that is nearly everywhere
return 'a'.repeat(3e6).includes('a'.repeat(1e6) + 'b');
