// outcome: failed|limit_exceeded
// imports many things that are not there
const all = [];
for (let n = 0; n < 20000; n++) all.push(import('lib/none' + n));
await Promise.all(all);
return 'ESCAPED';
