// What the other files of a realm share, and what the host drives them by. The host evaluates this file, calls the
// function that it yields, and hands the result to each of the others. No script ever sees it.
(function realm() {
  'use strict';

  // HostFunctions.java. It is a global until globals.js takes it away.
  const functions = globalThis.host;

  // Null is the answer of a host that failed: the run is over, and the script sees nothing more of it.
  const answer = (found) => {
    if (found === null) for (;;);
    return found;
  };

  const forgetting = [];

  const realm = {
    __proto__: null,

    // What lets go of what a run left in the realm. They are called at its end if a file called `host.keep` in it.
    onForget: (action) => forgetting.push(action),
    forget() {
      for (const action of forgetting) action();
    },

    // Only strings and numbers cross.
    host: {
      __proto__: functions,
      getValue: (key) => answer(functions.getValue(key)),
      getEntry: (key) => answer(functions.getEntry(key)),
      setValue: (key, json, ttl) => answer(functions.setValue(key, json, ttl)),
      listValues: (prefix, after, limit) => answer(functions.listValues(prefix, after, limit)),
    },

    // What one run may use; set before a run when it differs from the one before.
    limits: {},
    configure(logLines, logMessageChars, logDataChars, resultBytes, errorChars, valueOperations, valueBytes,
              valueKeyChars, emitted, eventBytes, depth, timers) {
      Object.assign(realm.limits, {
        logLines, logMessageChars, logDataChars, resultBytes, errorChars, valueOperations, valueBytes, valueKeyChars,
        emitted, eventBytes, depth, timers,
      });
    },

    // Objects that scripts see without finding them on the global object.
    roots: [],
  };
  functions.share(realm);
  return realm;
})
