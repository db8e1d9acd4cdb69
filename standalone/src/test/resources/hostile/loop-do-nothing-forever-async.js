// outcome: limit_exceeded
// awaits nothing for ever
while (true) await null;
