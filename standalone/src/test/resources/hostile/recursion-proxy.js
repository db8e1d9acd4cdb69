// outcome: failed|limit_exceeded
// has a proxy whose trap reads the proxy
const p = new Proxy({}, { get(t, k) { return p[k]; } });
return p.x;
