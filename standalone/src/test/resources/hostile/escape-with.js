// outcome: failed
// wants a with statement, which strict code has not
with (globalThis) { return 'ESCAPED'; }
