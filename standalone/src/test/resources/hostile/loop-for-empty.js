// outcome: limit_exceeded
// loops for ever without a body
for (;;);
