// outcome: succeeded|limit_exceeded|failed
// logs a message of twenty million characters
sm.log.info('x'.repeat(20_000_000));
return 'done';
