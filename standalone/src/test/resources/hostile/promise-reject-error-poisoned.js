// outcome: failed|limit_exceeded
// throws an error whose stack is a getter
const e = new Error('m'); Object.defineProperty(e, 'stack', { get() { while (true) { } } }); Object.defineProperty(e, 'message', { get() { return { toString() { throw 1; } }; } }); throw e;
