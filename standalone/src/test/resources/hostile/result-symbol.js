// outcome: succeeded|failed
// returns a symbol
return Symbol('x');
