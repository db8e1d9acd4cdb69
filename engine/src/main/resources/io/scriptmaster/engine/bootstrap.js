// Runs first in every context, before a line of the script: builds what a script sees (`event`, `sm`, `console`) and
// the few functions the host drives a run with. Three rules keep it safe from what the script does later:
//
// 1. Every built-in used after the script started is captured here, and called through Reflect.apply. A script may
//    replace JSON.stringify or Promise.prototype.then; it only fools itself.
// 2. No spread, no for-of, no array methods, no writes to array elements, no template holes with objects: each of them
//    looks something up on a prototype that the script can change.
// 3. Only strings and numbers go to the host, cut to their limit here, and no host function is given to the script:
//    it gets closures. A host function never throws; a catch around each call turns a host stack overflow into a
//    RangeError of this realm, so that no host exception can be caught and read.
//
// The host evaluates this file and calls the function that it yields.
(function bootstrap(hostLog, hostDrop, eventJson, executionJson, now,
                    maxLines, maxMessageChars, maxDataChars, maxResultChars, maxErrorChars) {
  'use strict';

  // ---- captured built-ins -------------------------------------------------------------------------------------------
  const apply = Reflect.apply;
  const ownKeys = Reflect.ownKeys;
  const freeze = Object.freeze;
  const getPrototypeOf = Object.getPrototypeOf;
  const stringify = JSON.stringify;
  const parse = JSON.parse;
  const toText = String;
  const floor = Math.floor;
  const ErrorPrototype = Error.prototype;
  const RangeErrorOfRealm = RangeError;
  const stringSlice = String.prototype.slice;
  const stringToWellFormed = String.prototype.toWellFormed;

  const OVERFLOW = 'Maximum call stack size exceeded';

  // ---- the global object: what ECMAScript names, and nothing of the shell, of Java or of other threads --------------
  // Not in the list on purpose: Atomics and SharedArrayBuffer (block the thread), WeakRef and FinalizationRegistry
  // (show when the collector ran, so a run could not be repeated).
  const allowed = new Set(('Object Function Array String Date Number Boolean RegExp Math JSON NaN Infinity undefined ' +
    'isNaN isFinite parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent eval escape unescape ' +
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError ArrayBuffer Int8Array ' +
    'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array ' +
    'BigInt64Array BigUint64Array DataView BigInt Map Set WeakMap WeakSet Symbol Reflect Proxy Promise Iterator ' +
    'globalThis Intl').split(' '));
  for (const key of ownKeys(globalThis)) {
    if (typeof key === 'string' && !allowed.has(key)) delete globalThis[key];
  }

  // `await` takes a native promise at its word only if its constructor is Promise, and else calls its `then`, which a
  // script can replace: a rejection could pass for a result.
  Object.defineProperty(Promise.prototype, 'constructor', { writable: false, configurable: false });

  // ---- text that is safe to hand over -------------------------------------------------------------------------------
  const head = (text, length) => apply(stringToWellFormed, apply(stringSlice, text, [0, length]), []);

  const cut = (text, max) => {
    if (text.length <= max) return apply(stringToWellFormed, text, []);
    const mark = '… (cut, was ' + text.length + ' characters)';
    return head(text, max - mark.length) + mark;
  };

  // JSON can't be cut and stay JSON, so too much of it becomes an object that says so. JSON text grows at most twofold
  // when it is quoted again, hence the half.
  const cutJson = (json, max) => {
    if (json.length <= max) return json;
    const shell = '{"cut":true,"chars":' + json.length + ',"start":';
    return shell + stringify(head(json, floor((max - shell.length - 16) / 2))) + '}';
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

  // A readable text of any value. Never throws: getters, proxies and toJSON of the script may.
  const render = (value) => {
    switch (typeof value) {
      case 'string':
        return value;
      case 'bigint':
        return toText(value) + 'n';
      case 'symbol':
        return toText(value);
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
        return toText(value);
    }
  };

  // ---- log lines ----------------------------------------------------------------------------------------------------
  let lines = 0;

  const dataJson = (data) => {
    if (data === undefined) return null;
    let json;
    try {
      json = stringify(data);
    } catch (reason) {
      json = stringify('[not JSON: ' + cut(render(reason), maxErrorChars) + ']');
    }
    // What JSON does not know (a symbol, a function, what toJSON made nothing of) is shown as text.
    return cutJson(typeof json === 'string' ? json : stringify(render(data)), maxDataChars);
  };

  // True when a line is no longer kept; said to the host before anything is rendered, so a flood costs little.
  const isFull = () => {
    if (lines < maxLines) return false;
    try {
      hostDrop();
    } catch (ignored) {
      throw new RangeErrorOfRealm(OVERFLOW);
    }
    return true;
  };

  const write = (level, message, data) => {
    lines++;
    try {
      hostLog(level, cut(message, maxMessageChars), data);
    } catch (ignored) {
      throw new RangeErrorOfRealm(OVERFLOW);
    }
  };

  const logger = (level) => (message, data) => {
    if (isFull()) return;
    write(level, render(message), dataJson(data));
  };

  const printer = (level) => (...values) => {
    if (isFull()) return;
    let message = '';
    for (let i = 0; i < values.length && message.length <= maxMessageChars; i++) {
      message += (i === 0 ? '' : ' ') + render(values[i]);
    }
    write(level, message, null);
  };

  // ---- what the script sees -----------------------------------------------------------------------------------------
  const deepFreeze = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const key of ownKeys(value)) deepFreeze(value[key]);
    return freeze(value);
  };

  const log = logger('INFO');
  log.debug = logger('DEBUG');
  log.info = logger('INFO');
  log.warn = logger('WARN');
  log.error = logger('ERROR');

  const sm = freeze({ log: freeze(log), now: () => now, execution: deepFreeze(parse(executionJson)) });

  const shownConsole = freeze({
    debug: printer('DEBUG'),
    log: printer('INFO'),
    info: printer('INFO'),
    warn: printer('WARN'),
    error: printer('ERROR'),
  });
  Object.defineProperty(globalThis, 'console', {
    value: shownConsole, writable: true, enumerable: false, configurable: true,
  });

  // ---- one run ------------------------------------------------------------------------------------------------------
  // `kind` is read by the host (GuestOutcome.Kind); `reason` is what was thrown, from which the host reads the stack alone.
  const outcomeOf = (kind, text, reason) => freeze({ __proto__: null, kind, text, reason });

  let outcome = outcomeOf('pending', '', undefined);

  const isOverflow = (text) => text === 'RangeError: ' + OVERFLOW;

  const threw = (reason, kind) => {
    let text = '';
    try {
      text = cut(render(reason), maxErrorChars);
    } catch (ignored) {
      text = 'something that cannot be shown';
    }
    return outcomeOf(isOverflow(text) ? 'stack_overflow' : kind, text, reason);
  };

  const returned = (value) => {
    if (value === undefined) return outcomeOf('returned_nothing', '', undefined);
    let json;
    try {
      json = stringify(value);
    } catch (reason) {
      return threw(reason, 'not_json');
    }
    if (typeof json !== 'string') return outcomeOf('not_json', 'it is a ' + typeof value, undefined);
    if (json.length > maxResultChars) return outcomeOf('too_large', '' + json.length, undefined);
    return outcomeOf('returned', json, undefined);
  };

  // `await` in this realm's own async function uses no method that a script could have replaced.
  const runFunction = async (main) => {
    try {
      let event;
      try {
        event = parse(eventJson);
      } catch (reason) {
        outcome = threw(reason, 'event_not_json');
        return;
      }
      let value;
      try {
        value = await main(event, sm);
      } catch (reason) {
        outcome = threw(reason, 'threw');
        return;
      }
      outcome = returned(value);
    } catch (reason) {
      outcome = outcomeOf('threw', 'something that cannot be shown', undefined);
    }
  };

  return freeze({
    __proto__: null,

    runBody: (main) => {
      runFunction(main);
    },

    // `scriptmasterLoaded` is the last export of every module (the host appends it): it has no value, and reading it
    // throws, as long as the module has not run to its end.
    runModule: (module) => {
      try {
        if (module.scriptmasterLoaded !== true) return;
      } catch (ignored) {
        return;
      }
      const main = module.default;
      if (typeof main !== 'function') {
        outcome = outcomeOf('no_default_export', typeof main, undefined);
        return;
      }
      runFunction(main);
    },

    // The module threw while it was loaded.
    loadFailed: (reason) => {
      outcome = threw(reason, 'threw');
    },

    outcome: () => outcome,
  });
})
