// outcome: limit_exceeded|failed|succeeded
// parses a URL of megabytes
return new URL('http://a/' + 'b/../'.repeat(1_000_000) + '?' + 'c=d&'.repeat(1_000_000)).href.length;
