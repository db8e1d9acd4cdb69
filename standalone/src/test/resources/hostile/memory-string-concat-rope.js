// outcome: limit_exceeded|failed
// builds a rope of strings without end
let s = ''; while (true) s = s + 'abcdefghij' + s.length;
