// Formatting and comparing where the engine would be busy for as long as a text asks for, and nothing could end it.
(function intl(realm) {
  'use strict';

  const MAX_DIGITS = 20000;

  const { isSlowText, maxSlowText } = realm.host;
  const { getOwnPropertyDescriptor } = Object;
  const { apply } = Reflect;

  // What is bound to an object of its own when it is read, as `format` and `compare` are.
  const bound = (prototype, name, wrap) => {
    const { get } = getOwnPropertyDescriptor(prototype, name);
    const accessor = {
      get() {
        return wrap(apply(get, this, []));
      },
    };
    Object.defineProperty(accessor.get, 'name', { value: 'get ' + name, configurable: true });
    Object.defineProperty(prototype, name, { get: accessor.get, enumerable: false, configurable: true });
  };

  const tooLong = (what, text, max) =>
    new RangeError(what + ' of ' + text.length + ' characters here is more than a script may use; at most ' + max);

  // ---- numbers: a text is a decimal of any length to the engine -----------------------------------------------------
  const NumberFormat = Intl.NumberFormat.prototype;

  const number = (value) => {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'string' && value.length > MAX_DIGITS) throw tooLong('a number', value, MAX_DIGITS);
    return Number(value);
  };

  bound(NumberFormat, 'format', (format) => (value) => format(number(value)));
  const { formatToParts, formatRange, formatRangeToParts } = NumberFormat;
  realm.method(NumberFormat, 'formatToParts', function (value) {
    return apply(formatToParts, this, [number(value)]);
  });
  realm.method(NumberFormat, 'formatRange', function (from, to) {
    return apply(formatRange, this, [number(from), number(to)]);
  });
  realm.method(NumberFormat, 'formatRangeToParts', function (from, to) {
    return apply(formatRangeToParts, this, [number(from), number(to)]);
  });

  // ---- texts: the time grows with the square of marks that are out of order -----------------------------------------
  const comparable = (value) => {
    const text = `${value}`;
    if (isSlowText(text)) throw tooLong('a text', text, maxSlowText);
    return text;
  };

  bound(Intl.Collator.prototype, 'compare', (compare) => (a, b) => compare(comparable(a), comparable(b)));
  const { localeCompare } = String.prototype;
  realm.method(String.prototype, 'localeCompare', function (that, ...options) {
    if (this === undefined || this === null) return apply(localeCompare, this, []);
    return apply(localeCompare, comparable(this), [comparable(that), ...options]);
  });
})
