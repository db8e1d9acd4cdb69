// outcome: succeeded|failed
// stops for a debugger
debugger;
return 1;
