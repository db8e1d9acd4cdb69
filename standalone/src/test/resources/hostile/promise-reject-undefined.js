// outcome: failed
// throws undefined
throw undefined;
