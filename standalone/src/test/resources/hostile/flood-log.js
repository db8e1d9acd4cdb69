// outcome: limit_exceeded
// logs without end
while (true) sm.log.info('x');
