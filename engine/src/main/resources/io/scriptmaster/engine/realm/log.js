// sm.log and console: each line goes to the host at once, so that a run which is broken off keeps its lines.
(function log(realm) {
  'use strict';

  const { host, limits, render, cut, cutJson } = realm;
  const stringify = JSON.stringify;
  const levels = ['debug', 'info', 'warn', 'error'];

  const dataJson = (data) => {
    if (data === undefined) return null;
    let json;
    try {
      json = stringify(data);
    } catch (reason) {
      json = stringify('[not JSON: ' + cut(render(reason), limits.errorChars) + ']');
    }
    // What JSON does not know (a symbol, a function, what toJSON made nothing of) is shown as text.
    return cutJson(typeof json === 'string' ? json : stringify(render(data)), limits.logDataChars);
  };

  // True when a line is no longer kept; said to the host before anything is rendered, so a flood costs little.
  const isFull = () => {
    if (host.hasRoom()) return false;
    host.drop();
    return true;
  };

  const write = (level, message, data) => {
    host.log(level, cut(message, limits.logMessageChars), data);
  };

  const logger = (level) => (message, data) => {
    if (isFull()) return;
    write(level, render(message), dataJson(data));
  };

  const printer = (level) => (...values) => {
    if (isFull()) return;
    let message = '';
    for (let i = 0; i < values.length && message.length <= limits.logMessageChars; i++) {
      message += (i === 0 ? '' : ' ') + render(values[i]);
    }
    write(level, message, null);
  };

  // What nobody can catch is logged, as it would be in a browser's console.
  realm.uncaught = (reason) => {
    if (isFull()) return;
    let text = 'something that cannot be shown';
    try {
      text = render(reason);
    } catch (ignored) {
      // By whoever made the reason.
    }
    write(3, 'uncaught: ' + text, null);
  };

  realm.log = host.quickLog(1, 'log', logger(1));
  const shownConsole = {};
  levels.forEach((name, level) => {
    realm.method(realm.log, name, host.quickLog(level, name, logger(level)));
    realm.method(shownConsole, name, printer(level));
  });
  realm.method(shownConsole, 'log', printer(1));
  realm.define('console', shownConsole);
})
