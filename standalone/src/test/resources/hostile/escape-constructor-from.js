// outcome: failed
// makes code from text through Function as the map function of Array.from
const got = Array.from(['return globalThis'], it => Function(it))[0]();
return 'ESCAPED ' + typeof got;
