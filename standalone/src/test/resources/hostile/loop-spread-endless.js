// outcome: limit_exceeded
// spreads an endless iterator
return [...(function* () { while (true) yield 1; })()].length;
