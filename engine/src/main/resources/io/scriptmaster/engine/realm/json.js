// Values that may be kept: what JSON can say, and nothing that JSON would drop in silence at the top.
(function json(realm) {
  'use strict';

  const stringify = JSON.stringify;
  const accepted = 'null, booleans, finite numbers, strings, and arrays and objects of these are accepted';

  // JSON text of a value; what cannot be written is refused with a TypeError that says what can.
  realm.toJson = (value, code, what) => {
    let json;
    try {
      json = stringify(value);
    } catch (reason) {
      throw realm.refusal(code, what + ' cannot be written as JSON: ' + realm.render(reason) + '; ' + accepted);
    }
    if (typeof json !== 'string') {
      throw realm.refusal(code, what + ' is ' + (value === undefined ? 'undefined' : 'a ' + typeof value) + '; ' + accepted);
    }
    if (json === 'null' && value !== null) {
      const found = typeof value === 'number' ? String(value) : 'an object that JSON makes null';
      throw realm.refusal(code, what + ' is ' + found + '; ' + accepted);
    }
    return json;
  };

  realm.sameJson = (a, b) => {
    if (a === b) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    return keys.every((key) => Object.hasOwn(b, key) && realm.sameJson(a[key], b[key]));
  };
})
