package io.scriptmaster.engine;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Null;
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
              "globals", "symbols", "text", "json", "time", "intl", "log", "values", "events",
              "random", "web", "url", "run", "harden")
          .map(name -> Sources.ours("realm/" + name + ".js"))
          .toList();

  /** Bounds what no run can see but the heap does, such as symbols that scripts registered. */
  private static final int MAX_RUNS = 20_000;

  /** Runs that allocate no more are bounded by their number. */
  private static final long ORDINARY_BYTES = 256 << 10;

  /** That the others may allocate together. */
  private static final long MAX_BYTES = 64L << 20;

  /** That all may: what ordinary ones leave behind adds up, too. */
  private static final long MAX_BYTES_IN_ALL = 128L << 20;

  private static final TruffleString HOST = Strings.fromJavaString("host");

  private final CompiledProgram program;
  private final Context context;
  private final JavaFunctions functions;
  private final HostFunctions host;
  private final Modules modules;
  private final ScriptCall call;
  private final Value body;
  private final Value start;
  private final Value nextTimer;
  private final Value fire;
  private final Value broken;
  private final Value configure;
  private final Value forget;
  private final JSRealm realm;
  private final Shape pristine;
  private final JSDynamicObject prototype;
  private ScriptLimits limits;
  private int runs;
  private long mayHold;
  private long allocatedInAll;

  private Realm(CompiledProgram program, Context context) {
    this.program = program;
    this.context = context;
    this.realm = JavaScriptLanguage.getJSRealm(context);
    this.modules = Modules.install(realm, program);
    this.functions = new JavaFunctions(realm);
    this.host = new HostFunctions();
    JSObject hosted = host.in(functions);
    this.call = new ScriptCall(functions, modules, hosted);
    JSObjectUtil.putDataProperty(realm.getGlobalObject(), HOST, hosted, JSAttributes.getDefault());
    Value shared = context.eval(SHARED).execute();
    FILES.forEach(file -> context.eval(file).executeVoid(shared));
    this.body = program.body().map(context::eval).orElse(null);
    // Elements of an array, because a member that is a function comes bound, which is slower to
    // call.
    Value driven = shared.getMember("driven");
    this.start = driven.getArrayElement(0);
    this.fire = driven.getArrayElement(1);
    this.nextTimer = driven.getArrayElement(2);
    this.broken = driven.getArrayElement(3);
    this.configure = driven.getArrayElement(4);
    this.forget = driven.getArrayElement(5);
    this.pristine = realm.getGlobalObject().getShape();
    this.prototype = JSObject.getPrototype(realm.getGlobalObject());
  }

  /** Sets a context up; it is closed when that fails. */
  static Realm in(Context context, CompiledProgram program) {
    context.enter();
    try {
      return new Realm(program, context);
    } catch (PolyglotException e) {
      ContextEnd.inBackground(context);
      throw e;
    } finally {
      context.leave();
    }
  }

  CompiledProgram program() {
    return program;
  }

  /** Closes its context. On whatever thread, when nothing runs in it. */
  void end() {
    ContextEnd.now(context);
    functions.empty();
  }

  /**
   * Ends what runs in it and closes its context, on a thread of its own, which ends when that is
   * done.
   */
  Thread endInBackground() {
    return ContextEnd.inBackground(this::end);
  }

  /** Calls the script, and {@code run} for what the script asks of the host. */
  void start(RunPort run) {
    requireObject(run.invocation().executionJson());
    runs++;
    host.serve(run);
    call.serve(run);
    modules.forget();
    configure(run.limits());
    if (body == null) {
      start.executeVoid();
    } else {
      start.executeVoid(body);
    }
  }

  /** It is read when the script asks for it; what can't be one is found at once. */
  private static void requireObject(String executionJson) {
    if (!executionJson.startsWith("{") || !executionJson.endsWith("}")) {
      throw new IllegalStateException("run.js failed; executionJson must be a JSON object");
    }
  }

  RunState state() {
    Object settled = call.settled();
    if (settled == null) {
      return new RunState.Pending(call.usesTimers() ? nextTimer.execute().asDouble() : -1);
    }
    if (settled instanceof TruffleString json) {
      return new RunState.Returned(json.toJavaStringUncached());
    }
    return settled == Null.instance
        ? new RunState.Returned(null)
        : RunState.Broken.of(broken.execute());
  }

  /** Calls the timer that is due next. */
  void fire() {
    fire.executeVoid();
  }

  /**
   * No run uses it any more; whether another may.
   *
   * @param allocatedBytes by the run that ended
   */
  boolean retire(long allocatedBytes) {
    allocatedInAll += allocatedBytes;
    if (allocatedBytes > ORDINARY_BYTES) {
      mayHold += allocatedBytes;
    }
    boolean forgotten = !call.keeps() || forget();
    host.serve(null);
    call.serve(null);
    modules.forget();
    return forgotten
        && runs < MAX_RUNS
        && mayHold < MAX_BYTES
        && allocatedInAll < MAX_BYTES_IN_ALL
        && isPristine(realm.getGlobalObject());
  }

  private boolean forget() {
    try {
      forget.executeVoid();
      return true;
    } catch (PolyglotException e) { // The engine was closed meanwhile.
      return false;
    }
  }

  /** Of what large runs allocated, all may still be held: stamped on objects that never go. */
  long mayHold() {
    return mayHold;
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
        output.maxResultBytes(),
        output.maxErrorChars(),
        values.maxOperations(),
        values.maxValueBytes(),
        values.maxKeyChars(),
        events.maxEmitted(),
        events.maxEventBytes(),
        events.maxDepth(),
        limits.maxTimers());
  }
}
