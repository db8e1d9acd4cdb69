// outcome: limit_exceeded
// loops for ever between labels
outer: while (true) { inner: while (true) { continue outer; } }
