package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Compiled;
import io.scriptmaster.engine.Compilation.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/**
 * Runs scripts in a sandbox. One per JVM: it shares read code and holds one daemon thread, the
 * watchdog. Safe for use by any number of threads at once.
 *
 * <p>Each run has a context of its own, so nothing one run leaves behind is seen by another.
 * Scripts are strict-mode JavaScript; code from text ({@code eval}, {@code new Function}) and
 * imports are refused, but for a dynamic import of a {@code data:} URL, see {@link NoImports}.
 */
public final class ScriptEngine implements AutoCloseable {

  private static final String VERSION_FILE = "/META-INF/graalvm/org.graalvm.polyglot/version";

  private final Sandbox sandbox = new Sandbox();
  private final ScriptCompiler compiler = new ScriptCompiler(sandbox);
  private final Watchdog watchdog = new Watchdog();

  private ScriptEngine() {}

  /**
   * Starts an engine, which takes about a second for the first one of a JVM. Close it to stop what
   * runs in it.
   */
  public static ScriptEngine create() {
    return create(EngineSettings.DEFAULTS);
  }

  /** Starts an engine with settings of one's own. */
  public static ScriptEngine create(EngineSettings settings) {
    return new ScriptEngine();
  }

  /** Which JavaScript runtime is active. */
  public EngineRuntime runtime() {
    String implementation = sandbox.engine().getImplementationName();
    return new EngineRuntime(
        "GraalJS " + version() + " on " + implementation, !implementation.equals("Interpreted"));
  }

  /**
   * Tells whether a source can be run, without running any of it. That a module has a default
   * export is not known before it runs. How large a source may be is the caller's rule.
   */
  public SourceCheck check(String source) {
    return switch (compiler.compile(new Script("script", source))) {
      case Compiled _ -> new SourceCheck.Valid();
      case Refused refused -> new SourceCheck.Invalid(refused.error());
    };
  }

  /**
   * Tells whether an expression can be the filter of a listener: one JavaScript expression, no
   * statement, that may use {@code event}.
   */
  public SourceCheck checkFilter(String expression) {
    return switch (check("return [" + expression + "\n]")) {
      case SourceCheck.Valid _ -> check("return !!(" + expression + "\n)");
      case SourceCheck.Invalid invalid -> invalid;
    };
  }

  /**
   * Prepares a run; nothing of the script runs before {@link ScriptRun#proceed()}.
   *
   * @param values of the program's owner
   */
  public ScriptRun start(
      Program program, Invocation invocation, ScriptLimits limits, ValueReads values) {
    return new ScriptRun(() -> run(program.script(), invocation, limits));
  }

  /** Makes daemon threads with the stack size that scripts need, named prefix-0, prefix-1, … */
  public ThreadFactory threads(String namePrefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(null, task, namePrefix + "-" + number.getAndIncrement(), 32 * 1024 * 1024);
      thread.setDaemon(true);
      return thread;
    };
  }

  private ScriptResult run(Script script, Invocation invocation, ScriptLimits limits) {
    Stopwatch stopwatch = new Stopwatch();
    LogCollector log =
        new LogCollector(invocation.now(), stopwatch::elapsed, limits.output().maxLogLines());
    Verdict verdict = new Verdict(limits, log, stopwatch);
    return switch (compiler.compile(script)) {
      case Refused refused -> verdict.of(script, refused);
      case Compiled compiled -> {
        ContextRun run = new ContextRun(compiled, invocation, limits, log, verdict);
        Context context = sandbox.newRunContext();
        Duration left = limits.wallClock().minus(stopwatch.elapsed());
        yield run.in(context, watchdog.guard(context, left));
      }
    };
  }

  /** Ends what still runs and frees everything. */
  @Override
  public void close() {
    watchdog.close();
    sandbox.close();
  }

  /** The engine itself says "Development Build" on a class path. */
  private static String version() {
    try (InputStream file = Engine.class.getResourceAsStream(VERSION_FILE)) {
      return file == null
          ? "of unknown version"
          : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
