// What scripts know from browsers and Node: base64 and structuredClone. (TextEncoder and TextDecoder are the engine's own.)
(function web(realm) {
  'use strict';

  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  // As browsers name them; there is no DOMException here.
  const domError = (name, message) => {
    const error = new Error(message);
    Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
    return error;
  };

  // ---- base64: https://infra.spec.whatwg.org/#forgiving-base64 -------------------------------------------------------
  realm.global('btoa', (text) => {
    const bytes = String(text);
    let out = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const a = bytes.charCodeAt(i);
      const b = i + 1 < bytes.length ? bytes.charCodeAt(i + 1) : 0;
      const c = i + 2 < bytes.length ? bytes.charCodeAt(i + 2) : 0;
      if (a > 255 || b > 255 || c > 255) {
        throw domError('InvalidCharacterError', 'btoa takes characters up to U+00FF only; encode text with TextEncoder first');
      }
      out += ALPHABET[a >> 2] + ALPHABET[((a & 3) << 4) | (b >> 4)]
        + (i + 1 < bytes.length ? ALPHABET[((b & 15) << 2) | (c >> 6)] : '=')
        + (i + 2 < bytes.length ? ALPHABET[c & 63] : '=');
    }
    return out;
  });

  realm.global('atob', (text) => {
    let input = String(text).replace(/[\t\n\f\r ]/g, '');
    if (input.length % 4 === 0) input = input.replace(/==?$/, '');
    if (input.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(input)) {
      throw domError('InvalidCharacterError', 'atob takes base64 only');
    }
    let out = '';
    let bits = 0;
    let held = 0;
    for (let i = 0; i < input.length; i++) {
      bits = (bits << 6) | ALPHABET.indexOf(input[i]);
      held += 6;
      if (held >= 8) {
        held -= 8;
        out += String.fromCharCode((bits >> held) & 255);
        bits &= (1 << held) - 1;
      }
    }
    return out;
  });

  // ---- structuredClone ----------------------------------------------------------------------------------------------
  const isView = ArrayBuffer.isView;
  const getPrototypeOf = Object.getPrototypeOf;
  const tagOf = (value) => Reflect.apply(Object.prototype.toString, value, []).slice(8, -1);
  const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const brand = (check) => (value) => {
    try {
      check(value);
      return true;
    } catch (ignored) {
      return false;
    }
  };
  const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const mapSize = getter(Map.prototype, 'size');
  const setSize = getter(Set.prototype, 'size');
  const byteLength = getter(ArrayBuffer.prototype, 'byteLength');
  const regExpSource = getter(RegExp.prototype, 'source');
  const getTime = Date.prototype.getTime;
  const isMap = brand((value) => Reflect.apply(mapSize, value, []));
  const isSet = brand((value) => Reflect.apply(setSize, value, []));
  const isBuffer = brand((value) => Reflect.apply(byteLength, value, []));
  const isDate = brand((value) => Reflect.apply(getTime, value, []));
  const isRegExp = (value) => value !== RegExp.prototype && brand((it) => Reflect.apply(regExpSource, it, []))(value);
  const forEachInMap = Map.prototype.forEach;
  const forEachInSet = Set.prototype.forEach;

  const refuse = (value) => {
    throw domError('DataCloneError', 'structuredClone cannot copy ' + realm.cut(realm.render(value), 100));
  };

  const cloneInto = (copy, original, seen) => {
    for (const key of Object.keys(original)) {
      Object.defineProperty(copy, key,
        { value: clone(original[key], seen), writable: true, enumerable: true, configurable: true });
    }
    return copy;
  };

  const remember = (seen, original, copy) => {
    seen.set(original, copy);
    return copy;
  };

  const cloneObject = (value, seen) => {
    if (Array.isArray(value)) return cloneInto(remember(seen, value, new Array(value.length)), value, seen);
    if (isDate(value)) return remember(seen, value, new Date(Reflect.apply(getTime, value, [])));
    if (isRegExp(value)) return remember(seen, value, new RegExp(value.source, value.flags));
    if (isBuffer(value)) return remember(seen, value, value.slice(0));
    if (isView(value)) {
      const buffer = clone(value.buffer, seen);
      const size = tagOf(value) === 'DataView' ? value.byteLength : value.length;
      return remember(seen, value, new globalThis[tagOf(value)](buffer, value.byteOffset, size));
    }
    if (isMap(value)) {
      const copy = remember(seen, value, new Map());
      Reflect.apply(forEachInMap, value, [(item, key) => copy.set(clone(key, seen), clone(item, seen))]);
      return copy;
    }
    if (isSet(value)) {
      const copy = remember(seen, value, new Set());
      Reflect.apply(forEachInSet, value, [(item) => copy.add(clone(item, seen))]);
      return copy;
    }
    const tag = tagOf(value);
    if (tag === 'Error') {
      const type = Object.hasOwn(errors, value.name) ? errors[value.name] : Error;
      const copy = remember(seen, value, new type(String(value.message)));
      if (Object.hasOwn(value, 'cause')) {
        Object.defineProperty(copy, 'cause', { value: clone(value.cause, seen), writable: true, configurable: true });
      }
      return copy;
    }
    if (tag === 'Boolean' || tag === 'Number' || tag === 'String') {
      return remember(seen, value, Object(value.valueOf()));
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) refuse(value);
    return cloneInto(remember(seen, value, {}), value, seen);
  };

  const clone = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') refuse(value);
    if (typeof value !== 'object' || value === null) return value;
    return seen.get(value) ?? cloneObject(value, seen);
  };

  realm.global('structuredClone', (value) => clone(value, new Map()));
})
