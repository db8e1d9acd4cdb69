// outcome: limit_exceeded|succeeded|failed
// matches nothing everywhere in a long text
return 'a'.repeat(5_000_000).match(/(?:)/g).length;
