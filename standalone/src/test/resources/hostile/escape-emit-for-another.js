// outcome: succeeded|failed
// emits an event in the name of another tenant
await sm.emit('steady.asked', 'k', { tenant: 'steady-00' }, { headers: { tenant: 'steady-00' } });
try { sm.execution.tenant = 'steady-00'; } catch (e) { sm.log.info(e.name); }
return sm.execution.tenant === 'steady-00' ? 'ESCAPED' : 'own';
