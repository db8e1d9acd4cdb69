package io.scriptmaster.engine;

import java.util.List;
import java.util.function.Function;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * What realm.js may call: strings and numbers in, a string out at most. They do not throw, because
 * a script could catch it; realm.js hides them from the script, so their arguments are as it
 * promises. What fails answers null, and realm.js waits for the end.
 */
final class HostFunctions {

  private static final List<LogLevel> LEVELS = List.of(LogLevel.values());

  private RunPort run;

  /** For whom calls are from now on; null for nobody. */
  void serve(RunPort port) {
    run = port;
  }

  Value passTo(Value realm) {
    return realm.execute(
        (ProxyExecutable) this::log,
        (ProxyExecutable) this::drop,
        (ProxyExecutable) this::exceeded,
        (ProxyExecutable) this::getValue,
        (ProxyExecutable) this::setValue,
        (ProxyExecutable) this::listValues,
        (ProxyExecutable) this::emit);
  }

  /** {@code (level, message, dataJson or null)}. */
  private Object log(Value... arguments) {
    run.log()
        .add(LEVELS.get(arguments[0].asInt()), arguments[1].asString(), textOrNull(arguments[2]));
    return true;
  }

  /** {@code ()}: a line beyond the limit. */
  private Object drop(Value... arguments) {
    run.log().drop();
    return true;
  }

  /** {@code (code, what)}. */
  private Object exceeded(Value... arguments) {
    run.exceeded(arguments[0].asString(), arguments[1].asString());
    return null;
  }

  /** {@code (key)}: {@code <version>:<json>}, or false. */
  private Object getValue(Value... arguments) {
    String key = arguments[0].asString();
    return answer(
        effects ->
            effects
                .get(key)
                .<Object>map(found -> found.version() + ":" + found.json())
                .orElse(false));
  }

  /** {@code (key, json or null to delete, ttl in seconds or 0)}. */
  private Object setValue(Value... arguments) {
    String key = arguments[0].asString();
    String json = textOrNull(arguments[1]);
    double ttl = arguments[2].asDouble();
    return answer(
        effects -> {
          effects.set(key, json, ttl);
          return true;
        });
  }

  /** {@code (prefix, after, limit)}: a JSON array. */
  private Object listValues(Value... arguments) {
    String prefix = arguments[0].asString();
    String after = arguments[1].asString();
    int limit = arguments[2].asInt();
    return answer(effects -> effects.list(prefix, after, limit));
  }

  /**
   * {@code (type, key or null, payloadJson, headers)}, the headers as name, value, name, value….
   */
  private Object emit(Value... arguments) {
    String type = arguments[0].asString();
    String key = textOrNull(arguments[1]);
    String payload = arguments[2].asString();
    String headers = arguments[3].asString();
    return answer(
        effects -> {
          effects.emit(type, key, payload, headers);
          return true;
        });
  }

  private Object answer(Function<EffectsBuffer, Object> question) {
    try {
      return question.apply(run.effects());
    } catch (RuntimeException e) {
      run.failed(e);
      return null;
    }
  }

  private static String textOrNull(Value value) {
    return value.isNull() ? null : value.asString();
  }
}
