// outcome: succeeded|failed
// hopes that random numbers and ids differ from run to run
return [Math.random(), crypto.randomUUID()];
