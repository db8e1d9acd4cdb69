// outcome: failed
// makes code from text through the GeneratorFunction constructor
const got = (function* () {}).constructor('yield globalThis')().next().value;
return 'ESCAPED ' + typeof got;
