// outcome: failed
// lists a long text
return Object.entries('x'.repeat(16e6)).length;
