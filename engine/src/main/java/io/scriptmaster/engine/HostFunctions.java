package io.scriptmaster.engine;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import io.scriptmaster.engine.JavaFunction.Call;
import io.scriptmaster.engine.bounds.Bounds;
import java.util.List;
import java.util.function.Function;

/**
 * What the files of a realm may call: strings and numbers in, a string out at most. They do not
 * throw, because a script could catch it; no script sees them, so their arguments are as promised.
 * What fails answers null, and realm.js waits for the end.
 */
final class HostFunctions {

  private static final List<LogLevel> LEVELS = List.of(LogLevel.values());

  private RunPort run;
  private int number;
  private QuickFunctions quick;

  /** For whom calls are from now on; null for nobody. */
  void serve(RunPort port) {
    run = port;
    quick.serve(port);
    number++;
  }

  /** An object that has them all. */
  JSObject in(JavaFunctions functions) {
    JSObject host = JSOrdinary.createWithNullPrototype(functions.realm().getContext());
    functions.add(host, "freezeReachable", HostFunctions::freezeReachable);
    functions.add(
        host, "isSlowText", call -> Bounds.hasTooManyLetters((TruffleString) call.argument(0)));
    JSObjectUtil.putDataProperty(host, Strings.fromJavaString("maxSlowText"), Bounds.maxLetters());
    functions.add(host, "bytes", call -> (double) Utf8.bytes(call.text(0)));
    functions.add(host, "run", _ -> number);
    functions.add(host, "now", _ -> run.now());
    functions.add(host, "seed", _ -> Strings.fromJavaString(run.invocation().seed()));
    functions.add(host, "depth", _ -> run.invocation().depth());
    functions.add(host, "executionJson", _ -> executionJson());
    functions.add(host, "executionIsNotJson", _ -> executionIsNotJson());
    functions.add(host, "hasRoom", _ -> run.log().hasRoom());
    functions.add(host, "log", this::log);
    functions.add(host, "drop", this::drop);
    functions.add(host, "emitted", _ -> run.effects().emitted());
    functions.add(host, "countOperation", _ -> countOperation());
    functions.add(host, "exceeded", this::exceeded);
    functions.add(host, "getValue", this::getValue);
    functions.add(host, "getEntry", this::getEntry);
    functions.add(host, "setValue", this::setValue);
    functions.add(host, "listValues", this::listValues);
    functions.add(host, "emit", this::emit);
    quick = new QuickFunctions(functions, host);
    return host;
  }

  /** {@code (what stays open, objects…)}. */
  private static Object freezeReachable(Call call) {
    Freezing freezing = new Freezing();
    freezing.beyond((JSDynamicObject) call.argument(0));
    for (int n = 1; n < JSArguments.getUserArgumentCount(call.all()); n++) {
      freezing.add(call.argument(n));
    }
    freezing.freeze();
    return Undefined.instance;
  }

  private Object executionJson() {
    return Strings.fromJavaString(run.invocation().executionJson());
  }

  private Object executionIsNotJson() {
    run.failed(new IllegalStateException("run.js failed; executionJson is not a JSON object"));
    return Undefined.instance;
  }

  /** How many they are with this one. */
  private Object countOperation() {
    run.effects().count();
    return run.effects().operations();
  }

  /** {@code (level, message, dataJson or null)}. */
  private Object log(Call call) {
    run.log().add(LEVELS.get((int) call.number(0)), call.text(1), call.textOrNull(2));
    return Undefined.instance;
  }

  /** {@code ()}: a line beyond the limit. */
  private Object drop(Call call) {
    run.log().drop();
    return Undefined.instance;
  }

  /** {@code (code, what)}. */
  private Object exceeded(Call call) {
    run.exceeded(call.text(0), call.text(1));
    return Undefined.instance;
  }

  /** {@code (key)}: JSON, or false. */
  private Object getValue(Call call) {
    String key = call.text(0);
    return answer(effects -> effects.json(key).<Object>map(Strings::fromJavaString).orElse(false));
  }

  /** {@code (key)}: {@code <version>:<json>}, or false. */
  private Object getEntry(Call call) {
    String key = call.text(0);
    return answer(
        effects ->
            effects
                .get(key)
                .<Object>map(found -> Strings.fromJavaString(found.version() + ":" + found.json()))
                .orElse(false));
  }

  /** {@code (key, json or null to delete, ttl in seconds or 0)}. */
  private Object setValue(Call call) {
    String key = call.text(0);
    String json = call.textOrNull(1);
    double ttl = call.number(2);
    return answer(
        effects -> {
          effects.set(key, json, ttl);
          return true;
        });
  }

  /** {@code (prefix, after, limit)}: see {@link EffectsBuffer#list}. */
  private Object listValues(Call call) {
    String prefix = call.text(0);
    String after = call.text(1);
    int limit = (int) call.number(2);
    return answer(effects -> Strings.fromJavaString(effects.list(prefix, after, limit)));
  }

  /**
   * {@code (type, key or null, payloadJson, headers)}, the headers as name, value, name, value….
   */
  private Object emit(Call call) {
    run.effects().emit(call.text(0), call.textOrNull(1), call.text(2), call.text(3));
    return true;
  }

  private Object answer(Function<EffectsBuffer, Object> question) {
    try {
      return question.apply(run.effects());
    } catch (RuntimeException e) {
      run.failed(e);
      return Null.instance;
    }
  }
}
