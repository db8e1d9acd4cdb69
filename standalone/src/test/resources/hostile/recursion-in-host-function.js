// outcome: succeeded|failed|limit_exceeded
// calls host functions at the bottom of the stack
let n = 0; const f = () => { n++; try { f(); } catch (e) { try { sm.log.info('bottom'); sm.values.get('k'); } catch { } throw e; } };
try { f(); } catch { }
return n > 0;
