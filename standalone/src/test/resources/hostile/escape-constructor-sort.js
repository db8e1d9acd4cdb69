// outcome: failed
// makes code from text through Function as the comparator of sort
const got = ['return globalThis', 'x'].sort(Function) && Function('return 1')();
return 'ESCAPED ' + typeof got;
