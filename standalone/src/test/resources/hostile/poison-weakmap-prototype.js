// outcome: succeeded|failed
// poisons WeakMap, Map and Set for later executions
if ((() => { const m = new Map(); m.set(1, 2); return m.get(1) !== 2; })()) return 'ESCAPED: poison stays';
for (const C of [Map, Set, WeakMap, WeakSet]) for (const k of ['get', 'set', 'has', 'add']) { try { C.prototype[k] = () => 'poison'; } catch { } }
return 'done';
