// outcome: succeeded|limit_exceeded
// logs a hundred thousand lines
for (let n = 0; n < 100_000; n++) console.log('line', n);
return 'done';
