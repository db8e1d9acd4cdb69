// outcome: limit_exceeded
// stores without waiting
while (true) sm.values.set('k' + Math.random(), 1);
