// outcome: failed
// makes code from text through Reflect.construct of Function
const got = Reflect.construct(Function, ['return globalThis'])();
return 'ESCAPED ' + typeof got;
