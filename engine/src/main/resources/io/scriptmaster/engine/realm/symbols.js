// Symbols by a key, which are the same within a run. The engine's own registry would keep each key for good, for all
// tenants.
(function symbols(realm) {
  'use strict';

  const { keep } = realm.host;
  const registered = new Map();
  realm.onForget(() => registered.clear());

  realm.method(Symbol, 'for', (key) => {
    const text = `${key}`;
    let symbol = registered.get(text);
    if (symbol === undefined) {
      keep();
      symbol = Symbol(text);
      registered.set(text, symbol);
    }
    return symbol;
  });

  realm.method(Symbol, 'keyFor', (symbol) => {
    if (typeof symbol !== 'symbol') throw new TypeError('Symbol.keyFor needs a symbol');
    const key = symbol.description;
    return key !== undefined && registered.get(key) === symbol ? key : undefined;
  });
})
