// outcome: succeeded|failed
// lists with prefixes that look like another tenant's
for (const prefix of ['', '/', '../', 'steady-00/', '\u0000', '\uffff']) {
  try {
    const page = await sm.values.list(prefix, { limit: 100 });
    const text = JSON.stringify(page);
    if (/steady-|<</.test(text)) return 'ESCAPED ' + text;
  } catch (e) { sm.log.info(e.message); }
}
return 'nothing';
