// outcome: limit_exceeded|timed_out
// starts timers from timers without end
await new Promise(() => { const again = () => { setTimeout(again, 0); setTimeout(() => {}, 100_000); }; again(); });
