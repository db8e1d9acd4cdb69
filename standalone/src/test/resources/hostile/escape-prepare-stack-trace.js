// outcome: succeeded|failed
// hopes for call sites through Error.prepareStackTrace
let sites;
try { Error.prepareStackTrace = (e, s) => { sites = s; return 'mine'; }; } catch (e) { sm.log.info(e.name); }
try { null.x; } catch (e) { e.stack; }
try { await sm.values.get(Symbol()); } catch (e) { e.stack; }
const got = sites && sites.map ? sites.map(s => { try { return typeof s.getThis?.() + typeof s.getFunction?.(); } catch { return 'x'; } }) : [];
return got.some(it => /object|function/.test(it) && !/undefinedundefined/.test(it)) ? 'ESCAPED ' + got : 'nothing';
