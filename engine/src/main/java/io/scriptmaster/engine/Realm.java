package io.scriptmaster.engine;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import io.scriptmaster.engine.ScriptLimits.Events;
import io.scriptmaster.engine.ScriptLimits.Output;
import io.scriptmaster.engine.ScriptLimits.Values;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * A context of one program with everything set up that scripts see; hardened, so that runs may
 * follow each other in it. One run at a time, on one thread at a time. Each call returns when the
 * context's queue of promise reactions is empty.
 */
final class Realm {

  private static final Source SHARED = Sources.ours("realm/realm.js");

  /** In order: later ones use what earlier ones made, and nothing may be made after harden.js. */
  private static final List<Source> FILES =
      Stream.of(
              "globals", "text", "json", "time", "log", "values", "events", "random", "web", "url",
              "run", "harden")
          .map(name -> Sources.ours("realm/" + name + ".js"))
          .toList();

  /** Bounds what no run can see but the heap does, such as symbols that scripts registered. */
  private static final int MAX_RUNS = 20_000;

  private final CompiledProgram program;
  private final Context context;
  private final HostFunctions host;
  private final Modules modules;
  private final Value body;
  private final Value start;
  private final Value outcome;
  private final Value fire;
  private final Value configure;
  private final JSRealm realm;
  private final Shape pristine;
  private final JSDynamicObject prototype;
  private ScriptLimits limits;
  private int runs;

  private Realm(CompiledProgram program, Context context, HostFunctions host, Value shared) {
    this.program = program;
    this.context = context;
    this.host = host;
    this.realm = JavaScriptLanguage.getJSRealm(context);
    this.modules = Modules.install(realm, program);
    this.body = program.body().map(context::eval).orElse(null);
    this.start = shared.getMember("start");
    this.outcome = shared.getMember("outcome");
    this.fire = shared.getMember("fire");
    this.configure = shared.getMember("configure");
    this.pristine = realm.getGlobalObject().getShape();
    this.prototype = JSObject.getPrototype(realm.getGlobalObject());
  }

  /** Sets a context up; it is closed when that fails. */
  static Realm in(Context context, CompiledProgram program) {
    try {
      HostFunctions host = new HostFunctions();
      Value shared = host.passTo(context.eval(SHARED));
      FILES.forEach(file -> context.eval(file).executeVoid(shared));
      return new Realm(program, context, host, shared);
    } catch (PolyglotException e) {
      ContextEnd.inBackground(context);
      throw e;
    }
  }

  CompiledProgram program() {
    return program;
  }

  Context context() {
    return context;
  }

  /** Calls the script, and {@code run} for what the script asks of the host. */
  void start(RunPort run, Invocation invocation, ScriptLimits limitsOfRun) {
    runs++;
    host.serve(run);
    modules.forget();
    configure(limitsOfRun);
    try {
      start.executeVoid(
          body,
          invocation.eventJson(),
          invocation.executionJson(),
          (double) invocation.now().toEpochMilli(),
          invocation.seed(),
          invocation.depth());
    } catch (PolyglotException e) {
      throw e.isGuestException() && !e.isCancelled() && !e.isResourceExhausted()
          ? new IllegalStateException("run.js failed; is executionJson a JSON object?", e)
          : e;
    }
  }

  Outcome outcome() {
    return Outcome.of(outcome.execute());
  }

  /** Calls the timer that is due next. */
  void fire() {
    fire.executeVoid();
  }

  /** No run uses it any more; whether another may. */
  boolean retire() {
    host.serve(null);
    modules.forget();
    return runs < MAX_RUNS && isPristine(realm.getGlobalObject());
  }

  /**
   * Whether the global object has gained nothing. What it had cannot have changed: it is frozen,
   * each property of it.
   */
  private boolean isPristine(JSDynamicObject global) {
    return global.getShape() == pristine && JSObject.getPrototype(global) == prototype;
  }

  private void configure(ScriptLimits limitsOfRun) {
    if (limitsOfRun.equals(limits)) {
      return;
    }
    limits = limitsOfRun;
    Output output = limits.output();
    Values values = limits.values();
    Events events = limits.events();
    configure.executeVoid(
        output.maxLogLines(),
        output.maxLogMessageChars(),
        output.maxLogDataChars(),
        output.maxResultChars(),
        output.maxErrorChars(),
        values.maxOperations(),
        values.maxValueChars(),
        values.maxKeyChars(),
        events.maxEmitted(),
        events.maxEventChars(),
        events.maxDepth(),
        limits.maxTimers());
  }
}
