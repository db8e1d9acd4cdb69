// outcome: limit_exceeded|failed
// sorts long texts by a locale
const a = Array.from({ length: 1000 }, (_, n) => '\u00e4\u0300'.repeat(2000) + n); const c = new Intl.Collator('de');
while (true) a.sort(c.compare);
