// outcome: succeeded|failed|limit_exceeded
// leaves many rejections that nobody handles
for (let n = 0; n < 100000; n++) Promise.reject(new Error('nobody ' + n));
return 'done';
