// outcome: limit_exceeded|failed|succeeded
// cuts a long text into words
return [...new Intl.Segmenter('th', { granularity: 'word' }).segment('\u0e01\u0e02'.repeat(1_000_000))].length;
