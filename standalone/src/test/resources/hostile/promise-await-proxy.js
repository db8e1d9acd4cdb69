// outcome: succeeded|failed
// awaits a proxy
return await new Proxy({}, { get(t, k) { if (k === 'then') return undefined; throw new Error('read ' + String(k)); } });
