// outcome: failed|limit_exceeded
// asks for a locale of megabytes
return new Intl.DateTimeFormat('x'.repeat(5_000_000)).format();
