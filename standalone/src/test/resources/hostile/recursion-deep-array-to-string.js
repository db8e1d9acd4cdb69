// outcome: failed|limit_exceeded|succeeded
// turns the deepest array into text
let a = []; for (let n = 0; n < 200000; n++) a = [a];
return String(a).length;
