// sm.values: the tenant's stored values. Reads ask the host, which knows the run's own writes; writes are buffered there.
(function values(realm) {
  'use strict';

  const { host, limits, refusal, toJson, sameJson } = realm;
  const parse = JSON.parse;
  const { defineProperty } = Object;
  const MAX_TTL = 10 * 366 * 24 * 3600;
  const MAX_LIST = 1000;

  const counted = () => {
    if (host.countOperation() > limits.valueOperations) {
      realm.exceeded('value_operations_limit', 'more than ' + limits.valueOperations + ' operations on stored values');
    }
  };

  // Also a part of one.
  const keyText = (text, what) => {
    if (text.length > limits.valueKeyChars) {
      throw refusal('invalid_key',
        what + ' has ' + text.length + ' characters; at most ' + limits.valueKeyChars + ' are accepted');
    }
    if (!text.isWellFormed()) throw refusal('invalid_key', what + ' must be well-formed Unicode');
    return text;
  };

  const keyOf = (key) => {
    if (typeof key !== 'string' || key === '') {
      throw refusal('invalid_key', 'the key of a stored value must be a string that is not empty, such as "points:ada"');
    }
    return keyText(key, 'the key of a stored value');
  };

  const jsonOf = (value) => {
    const json = toJson(value, 'invalid_value', 'the value');
    const bytes = realm.excess(limits.valueBytes, json);
    if (bytes > 0) {
      realm.exceeded('value_size_limit',
        'a stored value of at least ' + bytes + ' bytes of JSON; at most ' + limits.valueBytes + ' are accepted');
    }
    return json;
  };

  const optionsOf = (options, ...accepted) => realm.options(options, 'invalid_option', accepted);

  const option = (options, name, isValid, accepted) => {
    const value = options[name];
    if (value !== undefined && !isValid(value)) {
      throw refusal('invalid_option', 'option ' + name + ' must be ' + accepted);
    }
    return value;
  };

  const ttlOf = (options) => option(options, 'ttl',
    (ttl) => typeof ttl === 'number' && ttl >= 1 && ttl <= MAX_TTL, 'a number of seconds from 1 to ' + MAX_TTL) ?? 0;
  const ifVersionOf = (options) => option(options, 'ifVersion',
    (version) => Number.isSafeInteger(version) && version >= 0, 'a version, which is a whole number, or 0 for an absent value');
  const ifAbsentOf = (options) => option(options, 'ifAbsent', (flag) => typeof flag === 'boolean', 'true or false');

  const read = (key) => {
    const json = host.getValue(key);
    return json === false ? undefined : parse(json);
  };

  // The host answers `<version>:<json>`, or false.
  const entry = (key) => {
    const found = host.getEntry(key);
    if (found === false) return undefined;
    const colon = found.indexOf(':');
    return { key, value: parse(found.slice(colon + 1)), version: Number(found.slice(0, colon)) };
  };

  const hasVersion = (key, version) => version === undefined || (entry(key)?.version ?? 0) === version;

  const sm = {
    get: async (key) => {
      counted();
      return read(keyOf(key));
    },

    getEntry: async (key) => {
      counted();
      return entry(keyOf(key));
    },

    set: async (key, value, given) => {
      counted();
      keyOf(key);
      const json = jsonOf(value);
      const options = optionsOf(given, 'ttl', 'ifVersion', 'ifAbsent');
      const ttl = ttlOf(options);
      const ifVersion = ifVersionOf(options);
      const ifAbsent = ifAbsentOf(options);
      if (!hasVersion(key, ifVersion)) return false;
      if (ifAbsent === true && host.getValue(key) !== false) return false;
      host.setValue(key, json, ttl);
      return true;
    },

    delete: async (key, options) => {
      counted();
      keyOf(key);
      if (!hasVersion(key, ifVersionOf(optionsOf(options, 'ifVersion')))) return false;
      host.setValue(key, null, 0);
      return true;
    },

    list: async (prefix, given) => {
      counted();
      const options = optionsOf(given, 'after', 'limit');
      if (typeof prefix !== 'string') throw refusal('invalid_key', 'the prefix must be a string; "" lists all');
      keyText(prefix, 'the prefix');
      const after = option(options, 'after', (key) => typeof key === 'string', 'a key') ?? '';
      keyText(after, 'option after');
      const limit = option(options, 'limit',
        (n) => Number.isInteger(n) && n >= 1 && n <= MAX_LIST, 'a whole number from 1 to ' + MAX_LIST) ?? 100;
      const { values, next } = parse(host.listValues(prefix, after, limit));
      return defineProperty(values, 'next', { value: next, writable: true, configurable: true });
    },

    increment: async (key, by = 1, options) => {
      counted();
      keyOf(key);
      if (typeof by !== 'number' || !Number.isFinite(by)) {
        throw refusal('invalid_value', 'a value can only be incremented by a finite number');
      }
      const ttl = ttlOf(optionsOf(options, 'ttl'));
      const found = read(key);
      const before = found === undefined ? 0 : found;
      if (typeof before !== 'number') {
        throw refusal('not_a_number', 'the value of ' + key + ' is not a number and cannot be incremented');
      }
      const after = before + by;
      if (!Number.isFinite(after)) {
        throw refusal('not_a_number', 'the value of ' + key + ' would be ' + after + ', which is not a finite number');
      }
      host.setValue(key, jsonOf(after), ttl);
      return after;
    },

    compareAndSet: async (key, expected, value, options) => {
      counted();
      keyOf(key);
      const json = jsonOf(value);
      const ttl = ttlOf(optionsOf(options, 'ttl'));
      const found = read(key);
      const wanted = expected === undefined ? undefined : parse(jsonOf(expected));
      if (!sameJson(found, wanted)) return false;
      host.setValue(key, json, ttl);
      return true;
    },
  };

  sm.get = host.quickGet(sm.get);
  sm.set = host.quickSet(sm.set);
  realm.values = sm;
})
