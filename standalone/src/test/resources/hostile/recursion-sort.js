// outcome: failed|limit_exceeded
// sorts in its comparator
const f = () => [2, 1].sort(f)[0];
return f();
