// outcome: limit_exceeded
// adds reactions without end
const p = Promise.resolve(); while (true) p.then(() => {});
