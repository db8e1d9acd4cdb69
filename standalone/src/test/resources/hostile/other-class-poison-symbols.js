// outcome: succeeded|failed|limit_exceeded
// gives well-known symbols to everything
for (const k of Reflect.ownKeys(Symbol)) { const y = Symbol[k]; if (typeof y === 'symbol') { try { Object.prototype[y] = () => { while (true) { } }; } catch { } } }
return 'done';
