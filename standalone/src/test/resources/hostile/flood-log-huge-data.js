// outcome: succeeded|limit_exceeded
// logs data of megabytes
sm.log.info('x', { a: 'y'.repeat(5_000_000) });
return 'done';
