package io.scriptmaster.engine;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import io.scriptmaster.engine.JavaFunction.Call;
import java.util.List;

/**
 * Calls a realm's script and finds out how far it has come, with what run.js has for this. It looks
 * at the promise that the script returned; to wait for one in JavaScript takes longer than most
 * scripts.
 *
 * <pre>
 *   loading (a module with imports, or one that waits) ──▶ called ──▶ settled
 * </pre>
 *
 * Its functions are called through the polyglot library, so that whatever breaks a script off comes
 * out as it does everywhere. One run at a time.
 */
final class ScriptCall {

  private final JSRealm realm;
  private final Modules modules;
  private final UnhandledRejections rejections = new UnhandledRejections();
  private JSObject shared;
  private JSFunctionObject begin;
  private JSFunctionObject returned;

  /** Without properties, as almost all are. */
  private final JSPromiseObject plain;

  private RunPort run;
  private boolean loading;
  private boolean timersUsed;
  private boolean keeping;

  /** What the script returned, or for which it waits. */
  private Object awaited;

  /** Null until it is. */
  private Object settled;

  ScriptCall(JavaFunctions functions, Modules modules, JSObject host) {
    this.realm = functions.realm();
    this.modules = modules;
    this.plain = JSPromise.create(realm.getContext(), realm);
    realm.getContext().setPromiseRejectionTracker(realm.getAgent(), rejections);
    functions.add(host, "share", this::share);
    functions.add(host, "evaluateMain", _ -> modules.evaluateMain());
    functions.add(host, "start", this::start);
    functions.add(host, "fire", _ -> fire());
    functions.add(host, "settle", this::settle);
    functions.add(host, "useTimers", _ -> useTimers());
    functions.add(host, "keep", _ -> keep());
  }

  /** For whom calls are from now on; null for nobody. */
  void serve(RunPort port) {
    run = port;
    awaited = null;
    settled = null;
    loading = false;
    timersUsed = false;
    keeping = false;
    rejections.forget();
  }

  /** What run.js settled the call with; null while it goes on. */
  Object settled() {
    return settled;
  }

  /** Whether the realm's files hold anything of this run. */
  boolean keeps() {
    return keeping;
  }

  /** Whether a timer was ever set in this run. */
  boolean usesTimers() {
    return timersUsed;
  }

  // ---- called by JavaScript ----

  /** {@code (realm)}: what the files of the realm share. */
  private Object share(Call call) {
    shared = (JSObject) call.argument(0);
    return Undefined.instance;
  }

  /** {@code (a bare body's function, or none)}: a run begins. */
  private Object start(Call call) {
    if (begin == null) {
      begin = function("begin");
      returned = function("returned");
    }
    if (call.argument(0) instanceof JSFunctionObject body) {
      begin(body);
    } else if (modules.isMainSimple()) {
      begin(Null.instance);
    } else {
      loading = true;
      awaited = call(function("load"));
    }
    return advance();
  }

  /** The next timer is due. */
  private Object fire() {
    call(function("fire"));
    return advance();
  }

  /** {@code (JSON text, null for nothing, or an object that tells what went wrong)}. */
  private Object settle(Call call) {
    settled = call.argument(0);
    keeping |= settled instanceof JSObject;
    return Undefined.instance;
  }

  private Object useTimers() {
    timersUsed = true;
    return keep();
  }

  private Object keep() {
    keeping = true;
    return Undefined.instance;
  }

  // ---- how far it has come ----

  private void begin(Object main) {
    Object value = call(begin, main, Strings.fromJavaString(run.invocation().eventJson()));
    awaited =
        value instanceof JSDynamicObject object && settled == null && isUnusual(object)
            ? call(function("adopt"), object)
            : value;
  }

  /** An object that might be waited for by calling a method of its own, {@code then}. */
  private boolean isUnusual(JSDynamicObject value) {
    return value != Undefined.instance
        && value != Null.instance
        && !(value instanceof JSPromiseObject
            && value.getShape() == plain.getShape()
            && JSObject.getPrototype(value) == realm.getPromisePrototype());
  }

  private Object advance() {
    boolean goesOn = true;
    while (goesOn) {
      realm.getAgent().processAllPromises(true);
      goesOn = settled == null && look();
    }
    if (settled != null && !rejections.isEmpty()) {
      tellOfRejections();
    }
    return Undefined.instance;
  }

  /** Of a run that failed there is an error to tell, and what its promise was rejected for. */
  private void tellOfRejections() {
    List<Object> reasons = rejections.take();
    if (!(settled instanceof JSObject)) {
      keeping = true;
      JSFunctionObject uncaught = function("uncaught");
      reasons.forEach(reason -> call(uncaught, reason));
    }
  }

  /** True when something was called, whose promises are to be kept now. */
  private boolean look() {
    if (!(awaited instanceof JSPromiseObject promise)) {
      call(returned, awaited);
    } else if (JSPromise.isRejected(promise)) {
      call(function("threw"), JSPromise.getPromiseResult(promise));
    } else if (JSPromise.isFulfilled(promise) && loading) {
      loading = false;
      begin(JSPromise.getPromiseResult(promise));
      return true;
    } else if (JSPromise.isFulfilled(promise)) {
      call(returned, JSPromise.getPromiseResult(promise));
    }
    return false;
  }

  private JSFunctionObject function(String name) {
    return (JSFunctionObject) JSObject.get(shared, Strings.fromJavaString(name));
  }

  private static Object call(JSFunctionObject function, Object... arguments) {
    return JSFunction.call(function, Undefined.instance, arguments);
  }
}
