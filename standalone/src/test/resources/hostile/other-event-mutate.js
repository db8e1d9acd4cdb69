// outcome: succeeded|failed
// changes the event and what executes it
event.payload = 'mine'; event.tenant = 'other'; try { sm.execution.id = 'mine'; sm.execution.attempt = 99; } catch (e) { sm.log.info(e.name); }
return sm.execution.id === 'mine' || sm.execution.attempt === 99 ? 'ESCAPED' : 'own';
