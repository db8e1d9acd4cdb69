// outcome: limit_exceeded|failed
// makes texts upper case by locales
let s = 'i\u0307'.repeat(1e6); let n = 0; while (true) n += s.toLocaleUpperCase('tr').length;
