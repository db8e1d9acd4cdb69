// outcome: failed
// is no JavaScript
return ((((;
