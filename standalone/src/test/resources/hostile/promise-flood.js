// outcome: limit_exceeded
// makes promises without end
const all = []; while (true) all.push(new Promise(() => {}));
