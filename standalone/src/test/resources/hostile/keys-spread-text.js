// outcome: failed
// spreads a long text into an object
return { ...'x'.repeat(16e6) }[7];
