// outcome: failed|limit_exceeded
// makes a chain of causes and throws it
let e = new Error("first"); for (let n = 0; n < 100000; n++) e = new Error("m" + n, { cause: e });
throw e;
