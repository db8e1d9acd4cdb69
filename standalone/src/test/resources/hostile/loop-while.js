// outcome: limit_exceeded
// loops for ever
while (true) { }
