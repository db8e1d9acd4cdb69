// outcome: succeeded|failed
// shows dates at the end of time
let n = 0; for (const t of [8.64e15, -8.64e15, NaN, 8.64e15 + 1]) { try { n += new Date(t).toISOString().length + new Date(t).toLocaleString().length; } catch (e) { n++; } }
return n;
