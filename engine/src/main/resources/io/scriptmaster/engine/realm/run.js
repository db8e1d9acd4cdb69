// One run of the script: what the host calls. Each call returns when the queue of promise reactions is empty.
(function run(realm) {
  'use strict';

  const { host, limits, render, cut } = realm;
  const stringify = JSON.stringify;
  const parse = JSON.parse;
  const freeze = Object.freeze;
  const OVERFLOW = 'RangeError: Maximum call stack size exceeded';

  // Ends the run, which no script can catch: the host closes the context under the loop.
  realm.exceeded = (code, what) => {
    host.exceeded(code, what);
    for (;;);
  };

  // ---- what the script sees -----------------------------------------------------------------------------------------
  const deepFreeze = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const key of Reflect.ownKeys(value)) deepFreeze(value[key]);
    return freeze(value);
  };

  let execution = null;
  let executionOf = 0;

  const readExecution = () => {
    try {
      return deepFreeze(parse(host.executionJson()));
    } catch (reason) {
      host.executionIsNotJson();
      for (;;);
    }
  };

  const sm = {
    log: realm.log,
    now: realm.now,
    values: realm.values,
    emit: realm.emit,
    get execution() {
      const run = host.run();
      if (executionOf !== run) {
        host.keep();
        execution = readExecution();
        executionOf = run;
      }
      return execution;
    },
  };
  realm.roots.push(sm);

  // ---- how it ended -------------------------------------------------------------------------------------------------
  // `kind` is read by the host (RunState.Kind); `reason` is what was thrown, from which the host reads the stack alone.
  let broken;
  const settle = host.settle;
  const breakOff = (kind, text, reason) => {
    broken = { __proto__: null, kind, text, reason };
    settle(broken);
  };

  const threw = (reason, kind) => {
    let text = '';
    try {
      text = cut(render(reason), limits.errorChars);
    } catch (ignored) {
      text = 'something that cannot be shown';
    }
    breakOff(text === OVERFLOW ? 'stack_overflow' : kind, text, reason);
  };
  realm.threw = (reason) => threw(reason, 'threw');

  // Settles with the result's JSON, or null for none.
  realm.returned = (value) => {
    let json = null;
    if (value !== undefined) {
      try {
        json = stringify(value);
      } catch (reason) {
        return threw(reason, 'not_json');
      }
      if (typeof json !== 'string') return breakOff('not_json', 'it is a ' + typeof value, undefined);
      const bytes = realm.excess(limits.resultBytes, json);
      if (bytes > 0) return breakOff('too_large', '' + bytes, undefined);
    }
    settle(json);
  };

  // ---- how it is called: see ScriptCall.java ------------------------------------------------------------------------
  const evaluateMain = host.evaluateMain;

  // main is a bare body's function, a module's default export, or null to evaluate the module. Returns what the script
  // returned.
  realm.begin = (main, eventJson) => {
    let event;
    try {
      if (main === null) main = evaluateMain();
      if (typeof main !== 'function') return breakOff('no_default_export', typeof main, undefined);
      try {
        event = parse(eventJson);
      } catch (reason) {
        return threw(reason, 'event_not_json');
      }
      return main(event, sm);
    } catch (reason) {
      return threw(reason, 'threw');
    }
  };

  realm.load = async () => (await import('main')).default;

  // What await would wait for.
  realm.adopt = (value) => {
    try {
      return 'then' in value ? (async () => value)() : value;
    } catch (reason) {
      return threw(reason, 'threw');
    }
  };

  realm.onForget(() => {
    broken = undefined;
    execution = null;
    executionOf = 0;
  });

  realm.driven = [host.start, host.fire, realm.nextTimer, () => broken, realm.configure, realm.forget];
})
