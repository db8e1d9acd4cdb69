// outcome: succeeded|failed
// returns sm itself
return sm;
