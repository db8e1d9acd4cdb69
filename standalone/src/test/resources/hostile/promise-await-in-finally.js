// outcome: limit_exceeded
// awaits in finally for ever
try { throw 1; } finally { while (true) await null; }
