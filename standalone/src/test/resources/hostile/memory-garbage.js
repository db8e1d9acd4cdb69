// outcome: limit_exceeded
// makes garbage without keeping it
while (true) new Array(1000).fill(1);
