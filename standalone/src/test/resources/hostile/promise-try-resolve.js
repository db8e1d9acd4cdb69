// outcome: succeeded
// wins with a thenable against its own timeout
try { await { then(ok, no) { no(new Error('mine')); } }; } finally { return 'caught'; }
