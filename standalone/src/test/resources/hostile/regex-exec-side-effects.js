// outcome: limit_exceeded|succeeded|failed
// changes lastIndex while it replaces
const r = /a/g; const t = 'a'.repeat(1000); r.exec = () => { r.lastIndex = 0; const m = ['a']; m.index = 0; return m; };
return t.replace(r, 'b').length;
