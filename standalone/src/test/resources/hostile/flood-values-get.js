// outcome: limit_exceeded
// reads without end
while (true) await sm.values.get('k');
