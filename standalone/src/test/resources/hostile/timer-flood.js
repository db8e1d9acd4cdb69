// outcome: limit_exceeded
// starts timers without end
while (true) setTimeout(() => {}, 1000);
