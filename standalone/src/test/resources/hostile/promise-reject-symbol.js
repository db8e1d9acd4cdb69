// outcome: failed
// throws a symbol
throw Symbol('mine');
