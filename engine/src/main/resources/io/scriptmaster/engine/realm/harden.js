// Freezes everything that a script can reach and that outlives its run, so that no run leaves anything to the next one in
// the same context. Nothing of the realm changes after this, but for what a script adds to the global object: the host
// sees that and throws the context away.
//
// A frozen prototype has a known flaw: `error.name = 'X'` fails, because the inherited property cannot be written. So
// those that scripts do write on their own objects become accessors, whose setter defines the property on the object.
(function harden(realm) {
  'use strict';

  const { ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
  const { hasOwn } = Object;

  const cure = (prototype, key) => {
    const property = getOwnPropertyDescriptor(prototype, key);
    if (property === undefined || !('value' in property) || !property.configurable) return;
    const value = property.value;
    const accessor = {
      get() {
        return value;
      },
      set(replacement) {
        if (this === prototype || this === undefined || this === null) {
          throw new TypeError("Cannot assign to read only property '" + String(key) + "': built-ins cannot be changed");
        }
        if (hasOwn(this, key)) {
          this[key] = replacement;
          return;
        }
        const added = { value: replacement, writable: true, enumerable: true, configurable: true };
        if (!defineProperty(this, key, added)) throw new TypeError("Cannot define property '" + String(key) + "'");
      },
    };
    defineProperty(prototype, key, { get: accessor.get, set: accessor.set, enumerable: property.enumerable, configurable: false });
  };

  const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
  for (const key of ownKeys(Object.prototype)) cure(Object.prototype, key);
  for (const error of errors) for (const key of ownKeys(error.prototype)) cure(error.prototype, key);
  // Not `constructor` where the engine itself reads it all the time: arrays, promises, regular expressions.
  const often = ['toString', 'toLocaleString', 'valueOf', 'toJSON'];
  const collections = ['get', 'set', 'has', 'add', 'delete', 'clear', 'forEach'];
  for (const [type, keys] of [
    [Function, ['constructor', 'toString', 'bind', 'call', 'apply']], [Array, often], [String, often], [Number, often], [Boolean, often],
    [BigInt, often], [Symbol, often], [RegExp, ['toString', 'exec', 'test']], [Promise, ['then', 'catch', 'finally']],
    [Date, [...often, 'constructor']], [Map, [...collections, 'constructor']], [Set, [...collections, 'constructor']],
    [WeakMap, [...collections, 'constructor']], [WeakSet, [...collections, 'constructor']],
    [Iterator, ['constructor', 'map', 'filter', 'take', 'drop', 'forEach', 'toArray', 'reduce', 'some', 'every', 'find']],
  ]) {
    for (const key of keys) cure(type.prototype, key);
  }

  const generator = function* () {};
  const asyncGenerator = async function* () {};
  const hidden = [
    generator, asyncGenerator, async () => {}, generator(), asyncGenerator(), [][Symbol.iterator](),
    ''[Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), 'a'.matchAll(/a/g),
    [].values().map((x) => x), Iterator.from({ next: () => ({ done: true }) }), new Intl.Segmenter().segment(''),
    new Intl.Segmenter().segment('')[Symbol.iterator](), Object.getOwnPropertyDescriptor((function () { return arguments; })(), 'callee'),
  ].map((sample) => (typeof sample === 'function' ? sample : getPrototypeOf(sample)));

  // Freezing.java walks through all that can be reached, which takes milliseconds here.
  realm.host.freezeReachable(globalThis, ...hidden, ...realm.roots);
  for (const key of ownKeys(globalThis)) {
    const property = getOwnPropertyDescriptor(globalThis, key);
    defineProperty(globalThis, key, 'value' in property ? { writable: false, configurable: false } : { configurable: false });
  }
})
