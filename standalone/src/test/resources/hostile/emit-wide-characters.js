// outcome: limit_exceeded
// emits an event whose characters are within bounds and whose bytes are not
await sm.emit('hostile.wide', null, '漢'.repeat(1_000_000));
