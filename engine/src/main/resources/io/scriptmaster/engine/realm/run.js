// One run of the script: what the host calls. Each call returns when the queue of promise reactions is empty.
(function run(realm) {
  'use strict';

  const { host, limits, render, cut, starting } = realm;
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
  let executionIsFrozen = false;

  const sm = {
    log: realm.log,
    now: realm.now,
    values: realm.values,
    emit: realm.emit,
    get execution() {
      if (!executionIsFrozen) {
        execution = deepFreeze(execution);
        executionIsFrozen = true;
      }
      return execution;
    },
  };
  realm.roots.push(sm);

  // ---- how it ended -------------------------------------------------------------------------------------------------
  // `kind` is read by the host (GuestOutcome.Kind); `reason` is what was thrown, from which the host reads the stack
  // alone. While the run goes on there is none.
  const outcomeOf = (kind, text, reason) => ({ __proto__: null, kind, text, reason });

  const threw = (reason, kind) => {
    let text = '';
    try {
      text = cut(render(reason), limits.errorChars);
    } catch (ignored) {
      text = 'something that cannot be shown';
    }
    return outcomeOf(text === OVERFLOW ? 'stack_overflow' : kind, text, reason);
  };

  // A string is the result's JSON, null is none.
  const returned = (value) => {
    if (value === undefined) return null;
    let json;
    try {
      json = stringify(value);
    } catch (reason) {
      return threw(reason, 'not_json');
    }
    if (typeof json !== 'string') return outcomeOf('not_json', 'it is a ' + typeof value, undefined);
    if (json.length > limits.resultChars) return outcomeOf('too_large', '' + json.length, undefined);
    return json;
  };

  let outcome;

  const runMain = async (main, eventJson) => {
    try {
      let event;
      try {
        event = parse(eventJson);
      } catch (reason) {
        return threw(reason, 'event_not_json');
      }
      let value;
      try {
        value = await main(event, sm);
      } catch (reason) {
        return threw(reason, 'threw');
      }
      return returned(value);
    } catch (reason) {
      return outcomeOf('threw', 'something that cannot be shown', undefined);
    }
  };

  const runBody = async (main, eventJson) => {
    outcome = await runMain(main, eventJson);
  };

  const runModule = async (eventJson) => {
    let main;
    try {
      main = (await import('main')).default;
    } catch (reason) {
      outcome = threw(reason, 'threw');
      return;
    }
    if (typeof main !== 'function') {
      outcome = outcomeOf('no_default_export', typeof main, undefined);
      return;
    }
    outcome = await runMain(main, eventJson);
  };

  const run = { now: 0, seed: '', depth: 0 };

  // main is a bare body's function, or null to import the module.
  realm.start = (main, eventJson, executionJson, now, seed, depth) => {
    execution = parse(executionJson);
    executionIsFrozen = false;
    run.now = now;
    run.seed = seed;
    run.depth = depth;
    for (let i = 0; i < starting.length; i++) starting[i](run);
    outcome = undefined;
    if (main === null) runModule(eventJson);
    else runBody(main, eventJson);
  };

  // A number while the run goes on: when the next timer is due, -1 for never.
  realm.outcome = () => (outcome === undefined ? realm.nextTimer() : outcome);
})
