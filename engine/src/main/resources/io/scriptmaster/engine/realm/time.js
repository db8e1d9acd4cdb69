// The run's clock and its timers. The clock stands where the invocation says, and advances with timers only, so a run can
// be repeated. The host waits in between and then fires the next timer.
(function time(realm) {
  'use strict';

  const { host, limits } = realm;
  const NativeDate = Date;
  const MAX_DELAY = 2147483647;

  const settled = Promise.resolve();

  const now = host.now;

  let lastId = 0;
  let timers = [];

  realm.onForget(() => {
    lastId = 0;
    timers = [];
  });

  realm.now = () => now();

  // ---- Date and Intl, by the run's clock ----------------------------------------------------------------------------
  function RunDate(...parts) {
    if (new.target === undefined) return new NativeDate(now()).toString();
    return Reflect.construct(NativeDate, parts.length === 0 ? [now()] : parts, new.target);
  }
  Object.defineProperty(RunDate, 'name', { value: 'Date' });
  Object.defineProperty(RunDate, 'length', { value: 7 });
  Object.defineProperty(RunDate, 'prototype', { value: NativeDate.prototype, writable: false });
  realm.method(RunDate, 'now', () => now());
  realm.method(RunDate, 'parse', NativeDate.parse);
  realm.method(RunDate, 'UTC', NativeDate.UTC);
  realm.method(NativeDate.prototype, 'constructor', RunDate);
  Object.defineProperty(RunDate, 'name', { value: 'Date' });
  realm.define('Date', RunDate);

  const DateTimeFormat = Intl.DateTimeFormat.prototype;
  const getFormat = Object.getOwnPropertyDescriptor(DateTimeFormat, 'format').get;
  Object.defineProperty(DateTimeFormat, 'format', {
    get() {
      const format = Reflect.apply(getFormat, this, []);
      return (date) => format(date === undefined ? now() : date);
    },
    enumerable: false, configurable: true,
  });
  const formatToParts = DateTimeFormat.formatToParts;
  realm.method(DateTimeFormat, 'formatToParts', function (date) {
    return Reflect.apply(formatToParts, this, [date === undefined ? now() : date]);
  });

  // ---- timers -------------------------------------------------------------------------------------------------------
  const add = (timer) => {
    let at = timers.length;
    while (at > 0 && timers[at - 1].due > timer.due) at--;
    timers.splice(at, 0, timer);
  };

  const start = (action, delay, repeats, args) => {
    if (typeof action !== 'function') throw realm.refusal('invalid_timer', 'a timer needs a function to call');
    if (timers.length >= limits.timers) {
      realm.exceeded('timers_limit', 'more than ' + limits.timers + ' timers that wait at once');
    }
    const number = Math.trunc(Number(delay));
    const wait = number >= (repeats ? 1 : 0) && number <= MAX_DELAY ? number : (repeats ? 1 : 0);
    if (lastId === 0) host.useTimers();
    const id = ++lastId;
    add({ id, due: now() + wait, every: repeats ? wait : 0, action, args });
    return id;
  };

  const stop = (id) => {
    const at = timers.findIndex((timer) => timer.id === id);
    if (at >= 0) timers.splice(at, 1);
  };

  realm.global('setTimeout', (action, delay, ...args) => start(action, delay, false, args));
  realm.global('setInterval', (action, delay, ...args) => start(action, delay, true, args));
  realm.global('clearTimeout', (id) => stop(id));
  realm.global('clearInterval', (id) => stop(id));
  realm.global('queueMicrotask', (action) => {
    if (typeof action !== 'function') throw realm.refusal('invalid_timer', 'queueMicrotask needs a function to call');
    settled.then(() => guarded(action, []));
  });
  const guarded = (action, args) => {
    try {
      Reflect.apply(action, undefined, args);
    } catch (reason) {
      realm.uncaught(reason);
    }
  };

  // When the next timer is due; -1 when there is none.
  realm.nextTimer = () => (timers.length === 0 ? -1 : timers[0].due);

  realm.fire = () => {
    const timer = timers.shift();
    if (timer.every > 0) {
      timer.due = now() + timer.every;
      add(timer);
    }
    guarded(timer.action, timer.args);
  };
})
