// outcome: limit_exceeded|failed
// makes long strings and looks at each
let s = 'x'; const all = []; for (;;) { s += s; all.push(s.charCodeAt(s.length - 1), s); }
