// The global object: what ECMAScript names, and nothing of the shell, of Java or of other threads. First of the realm's
// files: see Realm.java for their order.
(function globals(realm) {
  'use strict';

  // Not in the list on purpose: Atomics and SharedArrayBuffer (block the thread), WeakRef and FinalizationRegistry
  // (show when the collector ran, so a run could not be repeated).
  const allowed = new Set(('Object Function Array String Date Number Boolean RegExp Math JSON NaN Infinity undefined ' +
    'isNaN isFinite parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent eval escape unescape ' +
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError ArrayBuffer Int8Array ' +
    'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array ' +
    'BigInt64Array BigUint64Array DataView BigInt Map Set WeakMap WeakSet Symbol Reflect Proxy Promise Iterator ' +
    'globalThis Intl TextEncoder TextDecoder').split(' '));
  for (const key of Reflect.ownKeys(globalThis)) {
    if (typeof key === 'string' && !allowed.has(key)) delete globalThis[key];
  }

  // The last match of a regular expression is state of the realm: one run could read another's.
  for (const key of Reflect.ownKeys(RegExp)) {
    if (/^(\$|input$|last|left|right|multiline$)/.test(String(key))) delete RegExp[key];
  }

  // An error of ours that a script may tell by its code.
  realm.refusal = (code, message) => {
    const error = new TypeError(message);
    error.code = code;
    return error;
  };

  // The options of a call, or none. One that is not known is refused: without it the call would do something else.
  realm.options = (given, code, accepted) => {
    if (given === undefined || given === null) return {};
    const names = accepted.join(', ');
    if (typeof given !== 'object') throw realm.refusal(code, 'options must be an object; accepted: ' + names);
    for (const name of Object.keys(given)) {
      if (!accepted.includes(name)) {
        throw realm.refusal(code, 'there is no option ' + realm.cut(name, 100) + '; accepted: ' + names);
      }
    }
    return given;
  };

  // Gives a script's global a value, not enumerable as ECMAScript's own are not.
  realm.define = (name, value) => {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  };

  // The same for a function, under its own name.
  realm.global = (name, value) => {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    realm.define(name, value);
  };

  // Makes a function look like a built-in: not a constructor, named as said.
  realm.method = (holder, name, value) => {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(holder, name, { value, writable: true, enumerable: false, configurable: true });
  };
})
