// outcome: limit_exceeded|succeeded|failed
// splits a long text at a costly expression
return ('a'.repeat(30) + '!').repeat(2000).split(/(?:(a+)+)$/).length;
