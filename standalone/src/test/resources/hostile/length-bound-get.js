// outcome: limit_exceeded|failed
// has a proxy whose trap is a built-in
return Array.prototype.every.call(new Proxy({ length: 2 ** 53 - 1 }, { get: Reflect.get, has: Reflect.has }), Boolean);
