// outcome: limit_exceeded|failed
// throws what loops when it is shown
throw { get message() { while (true) { } }, toString() { while (true) { } }, get name() { while (true) { } } };
