// outcome: succeeded|failed
// reads import.meta
export default () => { const m = import.meta; return /file:|java|^\//.test(String(m.url ?? '')) ? 'ESCAPED ' + m.url : 'nothing'; };
