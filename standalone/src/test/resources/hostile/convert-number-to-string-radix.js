// outcome: succeeded
// shows a small number to a strange base
let n = 0; for (let i = 2; i < 37; i++) n += (5e-324).toString(i).length + (1.7e308).toString(i).length; return n;
