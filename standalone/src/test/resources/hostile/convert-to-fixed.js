// outcome: succeeded
// shows numbers in all ways
let n = 0; for (let i = 0; i < 101; i++) n += (1e20 / 3).toFixed(i).length + (1e-300).toPrecision(100).length; return n;
