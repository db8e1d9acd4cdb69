// outcome: limit_exceeded|succeeded|failed
// makes sets of all characters
return new RegExp('[\\p{L}--[\\p{Lu}&&\\p{L}]]+'.repeat(500), 'v').test('\u00e4'.repeat(10000));
