// outcome: failed|limit_exceeded
// throws an error of a hundred million characters
throw new Error('x'.repeat(20_000_000));
