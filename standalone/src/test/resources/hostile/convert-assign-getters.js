// outcome: limit_exceeded
// assigns from getters that add more getters
const o = {}; let n = 0; const add = () => Object.defineProperty(o, 'k' + n++, { enumerable: true, configurable: true, get() { add(); return 1; } });
add(); while (true) Object.assign({}, o);
