// Uses what has libraries behind it, once in a JVM; see ScriptEngine.
export default () => {
  const time = { dateStyle: 'full', timeStyle: 'long', timeZone: 'Europe/Berlin' };
  return [
    new Intl.Collator('de').compare('ä', 'z'),
    new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(1.5),
    new Intl.NumberFormat('de', { style: 'unit', unit: 'meter', notation: 'compact' }).formatRange(1, 2),
    new Intl.DateTimeFormat('de', time).format(0),
    new Intl.DateTimeFormat('de', time).formatRange(0, 1e9),
    new Intl.PluralRules('de', { type: 'ordinal' }).select(1),
    new Intl.ListFormat('de').format(['a', 'b']),
    new Intl.RelativeTimeFormat('de').format(1, 'day'),
    [...new Intl.Segmenter('de', { granularity: 'word' }).segment('a b')].length,
    new Intl.DisplayNames('de', { type: 'region' }).of('DE'),
    new Intl.Locale('de').maximize().toString(),
    Intl.getCanonicalLocales('DE'),
    'ä'.normalize('NFD'),
    'ä'.localeCompare('z', 'de'),
    'I'.toLocaleLowerCase('tr'),
    new Date(0).toLocaleString('de'),
    Date.parse('2026-11-24T09:00:00Z'),
    /(?<=a)(?<letter>\p{L})+/v.test('ab'),
    'aXb'.split(/x/i).length,
    [3, 1, 2].sort().length,
    (10n ** 20n).toString(16),
    encodeURIComponent('ä'),
    JSON.stringify(structuredClone({ a: [1] })),
    new URL('https://example.org/ä?b=c').href,
    new TextDecoder().decode(new TextEncoder().encode('ä')),
    atob(btoa('a')),
  ].length;
};
