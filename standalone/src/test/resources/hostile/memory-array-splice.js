// outcome: limit_exceeded|failed
// grows an array by splice
const a = [1]; while (true) a.splice(0, 0, ...a.slice(0, 50000));
