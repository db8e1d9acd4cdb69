package io.scriptmaster.engine;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import io.scriptmaster.engine.JavaFunction.Call;
import java.util.Optional;
import java.util.function.Function;

/**
 * What scripts call most, in Java: {@code sm.log}, {@code sm.emit}, {@code sm.values.get} and
 * {@code set}, for arguments that ask for nothing unusual. Each stands before a function of
 * JavaScript that does the same for any arguments, and refuses; that one is called with the same
 * arguments before anything was done. (A {@code toJSON} that throws is called twice then.)
 */
final class QuickFunctions {

  private static final String NULL_JSON = "null";
  private static final TruffleString.Encoding UTF_16 = TruffleString.Encoding.UTF_16;

  private final JavaFunctions functions;
  private final JSRealm realm;
  private final JSFunctionObject stringify;
  private final JSFunctionObject parse;
  private RunPort run;
  private TruffleString lastEventType;

  QuickFunctions(JavaFunctions functions, JSObject host) {
    this.functions = functions;
    this.realm = functions.realm();
    JSObject json =
        (JSObject) JSObject.get(realm.getGlobalObject(), Strings.fromJavaString("JSON"));
    this.stringify = (JSFunctionObject) JSObject.get(json, Strings.fromJavaString("stringify"));
    this.parse = (JSFunctionObject) JSObject.get(json, Strings.fromJavaString("parse"));
    functions.add(host, "quickLog", this::quickLog);
    functions.add(host, "quickEmit", call -> quick(call, "emit", 3, this::emit));
    functions.add(host, "quickGet", call -> quick(call, "get", 1, this::get));
    functions.add(host, "quickSet", call -> quick(call, "set", 2, this::set));
  }

  /** For whom calls are from now on; null for nobody. */
  void serve(RunPort port) {
    run = port;
    lastEventType = null;
  }

  /** {@code (level, name, any)}: the function to call in place of {@code any}. */
  private Object quickLog(Call made) {
    LogLevel level = LogLevel.values()[(int) made.number(0)];
    JSFunctionObject any = (JSFunctionObject) made.argument(2);
    return functions.make(
        made.text(1), 2, call -> log(level, call) ? Undefined.instance : callWithSame(any, call));
  }

  /** {@code (any)}: the function to call in place of {@code any}. */
  private Object quick(Call made, String name, int length, Function<Call, Optional<Object>> body) {
    JSFunctionObject any = (JSFunctionObject) made.argument(0);
    return functions.make(
        name,
        length,
        call -> body.apply(call).map(this::fulfilled).orElseGet(() -> callWithSame(any, call)));
  }

  private boolean log(LogLevel level, Call call) {
    ScriptLimits.Output limits = run.limits().output();
    Object data = call.argument(1);
    if (!isPlain(call.argument(0), limits.maxLogMessageChars()) || !run.log().hasRoom()) {
      return false;
    }
    if (data == Undefined.instance) {
      run.log().add(level, call.text(0), null);
      return true;
    }
    String json = jsonOrNull(data, limits.maxLogDataChars());
    if (json == null) {
      return false;
    }
    run.log().add(level, call.text(0), json);
    return true;
  }

  private Optional<Object> emit(Call call) {
    ScriptLimits.Events limits = run.limits().events();
    EffectsBuffer effects = run.effects();
    Object key = call.argument(1);
    boolean hasKey = key != Null.instance && key != Undefined.instance;
    if (!isEventType(call.argument(0))
        || hasKey && !isPlain(key, EmittedEvent.MAX_KEY_CHARS)
        || call.argument(2) == Undefined.instance
        || call.argument(3) != Undefined.instance
        || run.invocation().depth() >= limits.maxDepth()) {
      return Optional.empty();
    }
    String payload = faithfulJsonOrNull(call.argument(2), limits.maxEventBytes());
    String keyText = hasKey ? call.text(1) : null;
    if (payload == null
        || !Utf8.fit(limits.maxEventBytes(), payload, hasKey ? keyText : "")
        || effects.emitted() >= limits.maxEmitted()) {
      return Optional.empty();
    }
    String id = run.invocation().seed() + "-" + effects.emitted();
    effects.emit(call.text(0), keyText, payload, "");
    return Optional.of(Strings.fromJavaString(id));
  }

  private Optional<Object> get(Call call) {
    if (!isKey(call.argument(0)) || !mayOperate()) {
      return Optional.empty();
    }
    Optional<String> found;
    try {
      found = run.effects().json(call.text(0));
    } catch (RuntimeException e) {
      // Which is asked again, and waits for the end.
      run.failed(e);
      return Optional.empty();
    }
    run.effects().count();
    return Optional.of(found.map(this::parsed).orElse(Undefined.instance));
  }

  private Optional<Object> set(Call call) {
    if (!isKey(call.argument(0)) || call.argument(2) != Undefined.instance || !mayOperate()) {
      return Optional.empty();
    }
    int maxBytes = run.limits().values().maxValueBytes();
    String json = faithfulJsonOrNull(call.argument(1), maxBytes);
    if (json == null || !Utf8.fit(maxBytes, json, "") || !mayOperate()) {
      return Optional.empty();
    }
    run.effects().count();
    run.effects().set(call.text(0), json, 0);
    return Optional.of(true);
  }

  private boolean mayOperate() {
    return run.effects().operations() < run.limits().values().maxOperations();
  }

  private boolean isKey(Object key) {
    return isPlain(key, run.limits().values().maxKeyChars())
        && Strings.length((TruffleString) key) > 0;
  }

  /** Most scripts emit one type, a literal. */
  private boolean isEventType(Object type) {
    if (type == lastEventType) {
      return true;
    }
    if (!isPlain(type, EmittedEvent.MAX_TYPE_CHARS)) {
      return false;
    }
    TruffleString text = (TruffleString) type;
    boolean valid = EmittedEvent.TYPE.matcher(text.toJavaStringUncached()).matches();
    if (valid) {
      lastEventType = text;
    }
    return valid;
  }

  /** A string, not too long, that is well-formed Unicode. */
  private static boolean isPlain(Object value, int maxChars) {
    return value instanceof TruffleString text
        && Strings.length(text) <= maxChars
        && text.isValidUncached(UTF_16);
  }

  /** JSON that says what the value is: there is none for NaN, which it makes null. */
  private String faithfulJsonOrNull(Object value, int maxChars) {
    String json = jsonOrNull(value, maxChars);
    return NULL_JSON.equals(json) && value != Null.instance ? null : json;
  }

  /** Null when there is none, when it is too long, or when it cannot be written. */
  private String jsonOrNull(Object value, int maxChars) {
    try {
      Object json = JSFunction.call(stringify, Undefined.instance, new Object[] {value});
      return json instanceof TruffleString text && Strings.length(text) <= maxChars
          ? text.toJavaStringUncached()
          : null;
    } catch (AbstractTruffleException | StackOverflowError e) {
      return null;
    }
  }

  private Object parsed(String json) {
    Object[] arguments = {Strings.fromJavaString(json)};
    return JSFunction.call(parse, Undefined.instance, arguments);
  }

  private Object fulfilled(Object value) {
    JSPromiseObject promise = JSPromise.create(realm.getContext(), realm);
    promise.setPromiseState(JSPromise.FULFILLED);
    promise.setPromiseResult(value);
    return promise;
  }

  private static Object callWithSame(JSFunctionObject any, Call call) {
    return JSFunction.call(any, Undefined.instance, JSArguments.extractUserArguments(call.all()));
  }
}
