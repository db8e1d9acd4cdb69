package io.scriptmaster.engine;

import java.util.Arrays;
import java.util.List;

/** What a script really sees, asked of a script. */
final class ScriptSurface {

  /** Of ECMAScript 2025 and its Annex B. */
  private static final String ECMASCRIPT =
      "Object Function Array String Date Number Boolean RegExp Math JSON NaN Infinity undefined isNaN isFinite parseFloat"
          + " parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent eval escape unescape Error EvalError"
          + " RangeError ReferenceError SyntaxError TypeError URIError AggregateError ArrayBuffer Int8Array Uint8Array"
          + " Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array"
          + " BigInt64Array BigUint64Array DataView BigInt Map Set WeakMap WeakSet Symbol Reflect Proxy Promise Iterator"
          + " globalThis Intl";

  private static final String MEMBERS =
      """
      const names = (holder) => Reflect.ownKeys(holder)
        .filter((name) => typeof name === 'string' && !['length', 'name', 'prototype', 'constructor'].includes(name));
      const added = names(globalThis).filter((name) => !'%s'.split(' ').includes(name));
      """
          .formatted(ECMASCRIPT);

  private ScriptSurface() {}

  /** Names of globals that ECMAScript does not have. */
  static List<String> globals() {
    return list(MEMBERS + "return added.join()");
  }

  /** Own names of what an expression gives, but those that every function has. */
  static List<String> members(String expression) {
    return list(MEMBERS + "return names(" + expression + ").join()");
  }

  /** All that can be named: {@code sm.values.get}, {@code console.log}, {@code atob}. */
  static List<String> paths() {
    return list(
        MEMBERS
            + """
              const leaves = (path, it) => {
                const inner = path === 'sm.execution' || it?.prototype !== undefined ? [] : names(Object(it));
                return [...(typeof it === 'function' || inner.length === 0 ? [path] : []),
                  ...inner.flatMap((name) => leaves(path + '.' + name, it[name]))];
              };
              return [...leaves('sm', sm), ...added.flatMap((name) => leaves(name, globalThis[name]))].join();
              """);
  }

  /** Names of options, as the refusals of unknown ones tell them. */
  static List<String> options() {
    return list(
        """
        const accepted = new Set();
        const wrong = { nosuch: 1 };
        for (const call of [sm.emit, ...Object.values(sm.values)]) {
          for (const given of [['a', wrong], ['a', 1, wrong], ['a', 'b', 1, wrong]]) {
            try {
              await call(...given);
            } catch (refused) {
              for (const name of /accepted: (.*)$/.exec(refused.message)?.[1].split(', ') ?? []) accepted.add(name);
            }
          }
        }
        return [...accepted].join();
        """);
  }

  private static List<String> list(String source) {
    String json = Runs.json(source);
    return Arrays.asList(json.substring(1, json.length() - 1).split(","));
  }
}
