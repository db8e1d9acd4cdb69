// outcome: succeeded|failed
// has characters in its source that nobody sees
const a‍ = 1;
return a‍;
