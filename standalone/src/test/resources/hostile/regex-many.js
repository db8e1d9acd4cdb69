// outcome: limit_exceeded|succeeded
// compiles many different expressions
let n = 0; for (let i = 0; i < 1e6; i++) if (new RegExp('a{' + (i % 999) + '}b' + i).test('ab' + i)) n++;
return n;
