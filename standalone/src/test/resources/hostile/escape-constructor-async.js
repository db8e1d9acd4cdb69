// outcome: failed
// makes code from text through the AsyncFunction constructor
const got = await (async () => {}).constructor('return globalThis')();
return 'ESCAPED ' + typeof got;
