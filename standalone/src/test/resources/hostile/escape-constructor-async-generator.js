// outcome: failed
// makes code from text through the AsyncGeneratorFunction constructor
const got = (await (async function* () {}).constructor('yield globalThis')().next()).value;
return 'ESCAPED ' + typeof got;
