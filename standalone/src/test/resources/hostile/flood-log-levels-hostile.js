// outcome: succeeded|failed
// logs with forged levels
for (const k of ['constructor', '__proto__', 'toString']) { try { sm.log[k]('x'); } catch { } }
return 'done';
