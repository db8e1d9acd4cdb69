// outcome: succeeded|failed
// logs a proxy that throws
sm.log.info('x', new Proxy({}, { get() { throw new Error('mine'); }, ownKeys() { throw new Error('mine'); } }));
return 'done';
