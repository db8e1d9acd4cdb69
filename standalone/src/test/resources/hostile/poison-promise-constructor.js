// outcome: succeeded|failed
// poisons the constructor of promises for later executions
if (Promise.prototype.constructor !== Promise) return 'ESCAPED: poison stays';
try { Promise.prototype.constructor = class {}; } catch (e) { sm.log.info(e.name); }
return 'done';
