// outcome: limit_exceeded|failed
// makes formats without end
const all = []; for (let n = 0; ; n++) all.push(new Intl.NumberFormat('de', { minimumFractionDigits: n % 20 }));
