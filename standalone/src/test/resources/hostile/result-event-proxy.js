// outcome: succeeded|failed
// replaces the event by a proxy
event = new Proxy({}, { get() { throw new Error('mine'); } });
return 'done';
