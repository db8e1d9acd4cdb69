// outcome: limit_exceeded|failed|succeeded
// repeats a string to the end
return 'x'.repeat(2 ** 29).length;
