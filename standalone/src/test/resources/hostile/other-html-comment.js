// outcome: succeeded|failed
// starts an HTML comment
const x = 1;
<!-- const y = 2;
return x;
