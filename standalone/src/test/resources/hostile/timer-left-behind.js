// outcome: succeeded
// ends with timers left
for (let n = 0; n < 100; n++) setTimeout(() => { sm.log.info("ESCAPED"); }, n * 10);
return "done";
