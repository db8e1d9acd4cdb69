// outcome: limit_exceeded
// loops in finally for ever
while (true) { try { throw 1; } catch { continue; } finally { continue; } }
