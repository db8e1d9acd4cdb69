// outcome: failed
// returns a big number
return 1n;
