// outcome: failed
// makes code from text through Reflect.construct of Function with another new.target
const got = Reflect.construct(Function, ['return globalThis'], class {})();
return 'ESCAPED ' + typeof got;
