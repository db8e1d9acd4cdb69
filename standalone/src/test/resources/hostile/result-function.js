// outcome: succeeded|failed
// returns a function
return () => 1;
