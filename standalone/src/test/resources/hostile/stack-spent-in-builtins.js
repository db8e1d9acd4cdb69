// outcome: succeeded|failed|limit_exceeded
// spends the stack by built-ins alone and uses what others need there
const inner = new Proxy([], { get(t, k) { if (k === 'length') { try { new Intl.Collator('de'); } catch {} return 0; } return t[k]; } });
const chain = [inner];
for (let i = 1; i < 100000; i++) chain.push([chain[i - 1]]);
for (let n = 99999; n > 0; n -= 333) try { chain[n].flat(Infinity); } catch {}
return new Intl.Collator('de').compare('a', 'b');
