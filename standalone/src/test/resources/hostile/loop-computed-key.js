// outcome: limit_exceeded
// loops in a computed key
return { [(() => { while (true) { } })()]: 1 };
