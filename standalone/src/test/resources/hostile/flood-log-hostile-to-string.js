// outcome: limit_exceeded|succeeded
// logs what loops when it is shown
sm.log.info({ toString() { while (true) { } }, toJSON() { while (true) { } } });
return 1;
