// outcome: limit_exceeded
// replaces with a callback that loops
'abc'.replace(/./g, () => { while (true) { } });
