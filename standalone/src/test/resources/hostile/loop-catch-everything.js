// outcome: limit_exceeded
// catches what ends it
while (true) { try { while (true) { } } catch { } finally { } }
