// outcome: failed
// makes code from text through Function behind a proxy
const got = new (new Proxy(Function, {}))('return globalThis')();
return 'ESCAPED ' + typeof got;
