// outcome: failed
// runs code when something is collected
new FinalizationRegistry(() => { globalThis.escaped = 1; }).register({}, 1);
return 'ESCAPED';
