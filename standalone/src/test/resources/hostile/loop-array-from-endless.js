// outcome: limit_exceeded
// makes an array of an endless iterator
Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });
