// outcome: succeeded|failed
// asks for keys that look like another tenant's
const keys = ['../steady-00/k', 'steady-00/k', '/steady-00/k', '..%2fsteady-00%2fk', '\u0000steady-00', 'hostile/../steady-00/k', '\ud800', 'a'.repeat(500)];
const got = [];
for (const key of keys) { try { const v = await sm.values.get(key); if (v !== undefined && v !== null) got.push(key); } catch (e) { sm.log.info(e.message); } }
return got.length ? 'ESCAPED ' + got : 'nothing';
