// outcome: limit_exceeded|succeeded
// spreads a long text into an array
return [...'x'.repeat(16e6)].length;
