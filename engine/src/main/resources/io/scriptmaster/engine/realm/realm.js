// What the other files of a realm share, and what the host drives them by. The host evaluates this file, calls the
// function that it yields, and hands the result to each of the others. No script ever sees it.
(function realm(hostLog, hostDrop, hostExceeded, hostGetValue, hostSetValue, hostListValues, hostEmit) {
  'use strict';

  // A host function never throws; what comes out of one can only be the host's stack, spent. It becomes an error of this
  // realm, so that no script can catch and read an exception of the host.
  const guard = (ask) => {
    try {
      return ask();
    } catch (ignored) {
      throw new RangeError('Maximum call stack size exceeded');
    }
  };

  // Null is the answer of a host that failed: the run is over, and the script sees nothing more of it.
  const answer = (ask) => {
    const found = guard(ask);
    if (found === null) for (;;);
    return found;
  };

  const starting = [];

  return {
    __proto__: null,

    // Only strings and numbers cross.
    host: {
      log: (level, message, data) => {
        // As guard does; written out because this one is called most.
        try {
          hostLog(level, message, data);
        } catch (ignored) {
          throw new RangeError('Maximum call stack size exceeded');
        }
      },
      drop: () => guard(hostDrop),
      exceeded: (code, what) => guard(() => hostExceeded(code, what)),
      getValue: (key) => answer(() => hostGetValue(key)),
      setValue: (key, json, ttl) => answer(() => hostSetValue(key, json, ttl)),
      listValues: (prefix, after, limit) => answer(() => hostListValues(prefix, after, limit)),
      emit: (type, key, payload, headers) => answer(() => hostEmit(type, key, payload, headers)),
    },

    // What one run may use; set before a run when it differs from the one before.
    limits: {},
    configure(logLines, logMessageChars, logDataChars, resultChars, errorChars, valueOperations, valueChars,
              valueKeyChars, emitted, eventChars, depth, timers) {
      Object.assign(this.limits, {
        logLines, logMessageChars, logDataChars, resultChars, errorChars, valueOperations, valueChars, valueKeyChars,
        emitted, eventChars, depth, timers,
      });
    },

    // What is called when a run begins, to forget the one before.
    starting,
    onStart: (forget) => starting.push(forget),

    // Objects that scripts see without finding them on the global object.
    roots: [],
  };
})
