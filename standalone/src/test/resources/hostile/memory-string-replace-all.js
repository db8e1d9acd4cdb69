// outcome: limit_exceeded|failed
// replaces each character by many
let s = 'aaaaaaaaaa'; while (true) s = s.replaceAll('a', 'aaaaaaaaaa');
