// outcome: failed
// joins a proxy with a length of its own
return [].concat(new Proxy([], { get: (of, key) => key === 'length' ? 2 ** 53 - 1 : of[key] })).length;
