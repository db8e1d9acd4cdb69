// sm.emit: events that leave with the run's effects.
(function events(realm) {
  'use strict';

  const { host, limits, refusal, toJson } = realm;
  const TYPE = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
  const MAX_TYPE = 200;
  const MAX_KEY = 500;
  const OPTIONS = ['headers'];

  const typeOf = (type) => {
    if (typeof type !== 'string' || type.length > MAX_TYPE || !TYPE.test(type)) {
      throw refusal('invalid_event_type',
        'an event type must be dotted segments of letters, digits, _ and -, of at most 200 characters, such as "points.changed"');
    }
    return type;
  };

  const keyOf = (key) => {
    if (key === null || key === undefined) return null;
    if (typeof key !== 'string' || key.length > MAX_KEY) {
      throw refusal('invalid_event_key', 'the key of an event must be null or a string of at most ' + MAX_KEY + ' characters');
    }
    return key.toWellFormed();
  };

  // Name, value, name, value…, each ended by a NUL.
  const headersOf = (options) => {
    const { headers } = realm.options(options, 'invalid_event_options', OPTIONS);
    if (headers === undefined || headers === null) return '';
    if (typeof headers !== 'object') throw refusal('invalid_event_headers', 'headers must be an object of strings');
    let text = '';
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (typeof value !== 'string') {
        throw refusal('invalid_event_headers', 'header ' + name + ' is a ' + typeof value + '; it must be a string');
      }
      if (name.includes('\0') || value.includes('\0')) {
        throw refusal('invalid_event_headers', 'header ' + name.replaceAll('\0', '') + ' must not contain the character NUL');
      }
      text += name.toWellFormed() + '\0' + value.toWellFormed() + '\0';
    }
    return text;
  };

  const emit = async (type, key, payload, options) => {
    typeOf(type);
    const checkedKey = keyOf(key);
    const json = payload === undefined ? 'null' : toJson(payload, 'invalid_event_payload', 'the payload');
    const headers = headersOf(options);
    const depth = host.depth();
    if (depth >= limits.depth) {
      realm.exceeded('chain_depth_limit',
        'an event emitted in a chain of ' + depth + ' executions that started each other; at most ' + limits.depth + ' may');
    }
    const bytes = realm.excess(limits.eventBytes, json, headers, checkedKey ?? '');
    if (bytes > 0) {
      realm.exceeded('event_size_limit', 'an event of at least ' + bytes + ' bytes of key, payload and headers; at most '
        + limits.eventBytes + ' are accepted');
    }
    const emitted = host.emitted();
    if (emitted >= limits.emitted) {
      realm.exceeded('emitted_events_limit', 'more than ' + limits.emitted + ' emitted events');
    }
    host.emit(type, checkedKey, json, headers);
    return host.seed() + '-' + emitted;
  };

  realm.emit = host.quickEmit(emit);
})
