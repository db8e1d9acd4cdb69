// Text of any value, cut to a length: for log lines and errors. Never throws, whatever getters, proxies and toJSON of the
// script do.
(function text(realm) {
  'use strict';

  const stringify = JSON.stringify;
  const getPrototypeOf = Object.getPrototypeOf;
  const ErrorPrototype = Error.prototype;

  // Zero where texts have no more than max bytes of UTF-8 together; else how many they have at least. Texts of more than
  // max characters are not counted: the host would be busy with them.
  realm.excess = (max, text, more = '', evenMore = '') => {
    const chars = text.length + more.length + evenMore.length;
    if (chars * 3 <= max) return 0;
    const bytes = chars > max ? chars : realm.host.bytes(text) + realm.host.bytes(more) + realm.host.bytes(evenMore);
    return bytes > max ? bytes : 0;
  };

  const head = (text, length) => text.slice(0, length).toWellFormed();

  realm.cut = (text, max) => {
    if (text.length <= max) return text.toWellFormed();
    const mark = '… (cut, was ' + text.length + ' characters)';
    return head(text, max - mark.length) + mark;
  };

  // JSON can't be cut and stay JSON, so too much of it becomes an object that says so. JSON text grows at most twofold
  // when it is quoted again, hence the half.
  realm.cutJson = (json, max) => {
    if (json.length <= max) return json;
    const shell = '{"cut":true,"chars":' + json.length + ',"start":';
    return shell + stringify(head(json, Math.floor((max - shell.length - 16) / 2))) + '}';
  };

  const isError = (value) => {
    let link = value;
    for (let depth = 0; depth < 64 && link !== null; depth++) {
      if (link === ErrorPrototype) return true;
      link = getPrototypeOf(link);
    }
    return false;
  };

  const errorText = (error) => {
    const message = error.message;
    const name = error.name;
    const shownName = typeof name === 'string' && name !== '' ? name : 'Error';
    if (typeof message !== 'string' || message === '') return shownName;
    return shownName + ': ' + message;
  };

  const objectText = (value) => {
    if (isError(value)) return errorText(value);
    const json = stringify(value);
    return typeof json === 'string' ? json : '[object]';
  };

  realm.render = (value) => {
    switch (typeof value) {
      case 'string':
        return value;
      case 'bigint':
        return String(value) + 'n';
      case 'symbol':
        return String(value);
      case 'function':
        return '[Function]';
      case 'object':
        if (value === null) return 'null';
        try {
          return objectText(value);
        } catch (ignored) {
          return '[object that cannot be shown]';
        }
      default:
        return String(value);
    }
  };
})
