package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Body;
import io.scriptmaster.engine.Compilation.Module;
import io.scriptmaster.engine.Compilation.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.graalvm.polyglot.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts in a sandbox. One per JVM: it shares read code and warm contexts, and holds one
 * daemon thread, the watchdog, and a few that read sources. Safe for use by any number of threads
 * at once.
 *
 * <p>A context serves one run at a time of one program only, and nothing one run leaves behind is
 * seen by the next. Scripts are strict-mode JavaScript; code from text ({@code eval}, {@code new
 * Function}) is refused, and so are imports but for the program's libraries.
 */
public final class ScriptEngine implements AutoCloseable {

  private static final String VERSION_FILE = "/META-INF/graalvm/org.graalvm.polyglot/version";

  private static final Duration CHECK_LIMIT = Duration.ofSeconds(2);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** Executions that wait for a place hold a worker, of which there are some dozens. */
  private static final int READ_FOR_RUNS = 8;

  private static final int READ_FOR_CHECKS = 4;

  /** Of what texts of sources may take. */
  private static final long SOURCE_BYTES = Runtime.getRuntime().maxMemory() / 16;

  private static final Duration TIDY_EVERY_AT_MOST = Duration.ofSeconds(10);

  private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ScriptEngine.class);

  /** Of the JVM. */
  private static volatile boolean librariesLoaded;

  private final Sandbox sandbox = new Sandbox();
  private final ReadingRoom runReaders =
      new ReadingRoom(READ_FOR_RUNS, threads("scriptmaster-reads-source"));
  private final ReadingRoom checkReaders =
      new ReadingRoom(READ_FOR_CHECKS, threads("scriptmaster-checks-source"));
  private final ScriptCompiler compiler =
      new ScriptCompiler(sandbox, runReaders, checkReaders, new CompilationCache(SOURCE_BYTES));
  private final EngineSettings settings;
  private final GivenUpThreads givenUp;
  private final Realms realms;
  private final Watchdog watchdog;

  private ScriptEngine(EngineSettings settings) {
    this.settings = settings;
    this.givenUp = new GivenUpThreads(settings.maxGivenUp());
    this.realms =
        new Realms(
            sandbox, new ProgramCompiler(compiler), new RealmPool(settings.maxIdleContexts()));
    this.watchdog =
        new Watchdog(this::letGoUnused, tidyEvery(settings.maxIdleTime()), this::letGoIdle);
    watchdog.start();
  }

  /**
   * Starts an engine, which takes about a second for the first one of a JVM. Close it to stop what
   * runs in it.
   */
  public static ScriptEngine create() {
    return create(EngineSettings.DEFAULTS);
  }

  /** Starts an engine with settings of one's own. */
  public static ScriptEngine create(EngineSettings settings) {
    ScriptEngine engine = new ScriptEngine(settings);
    engine.warmUp();
    return engine;
  }

  /** Which JavaScript runtime is active. */
  public EngineRuntime runtime() {
    String implementation = sandbox.engine().getImplementationName();
    return new EngineRuntime(
        "GraalJS " + version() + " on " + implementation, !implementation.equals("Interpreted"));
  }

  /**
   * Tells whether a source can be run, without running any of it, and what it imports. That a
   * module has a default export is not known before it runs. How large a source may be is the
   * caller's rule; one that takes longer than two seconds to read is refused.
   *
   * @throws EngineBusyException when too many sources are being checked
   */
  public SourceCheck check(String source) {
    return switch (compiler.check(new Script("script", source), CHECK_LIMIT)) {
      case Body _ -> new SourceCheck.Valid();
      case Module module -> new SourceCheck.Valid(module.imports());
      case Refused refused -> new SourceCheck.Invalid(refused.error());
    };
  }

  /**
   * Tells whether an expression can be the filter of a listener: one JavaScript expression, no
   * statement, that may use {@code event}.
   *
   * @throws EngineBusyException as {@link #check}
   */
  public SourceCheck checkFilter(String expression) {
    // What closes one kind of bracket to open another statement cannot close the other kind as
    // well.
    SourceCheck alone = check("return [\n" + expression + "\n]");
    SourceCheck filter = check("return !!(\n" + expression + "\n)");
    return alone instanceof SourceCheck.Invalid ? below(alone) : below(filter);
  }

  /**
   * Prepares a run; nothing of the script runs before {@link ScriptRun#proceed()}, but its wall
   * clock does.
   *
   * @param values of the program's owner
   */
  public ScriptRun start(
      Program program, Invocation invocation, ScriptLimits limits, ValueReads values) {
    return new ScriptRun(
        program, invocation, limits, values, realms, watchdog, givenUp, settings.grace());
  }

  /** Makes daemon threads with the stack size that scripts need, named prefix-0, prefix-1, … */
  public ThreadFactory threads(String namePrefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> new ScriptThread(task, namePrefix + "-" + number.getAndIncrement());
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** Warm contexts that wait for a run. */
  int idleContexts() {
    return realms.idle();
  }

  /** How many threads scripts have cost. */
  public EngineHealth health() {
    return givenUp.health();
  }

  /**
   * Calls back once, on a thread of its own, when the engine is exhausted: more threads than {@link
   * EngineSettings#maxGivenUp()} are busy with runs that were given up, and only the end of the
   * process ends them. At once when that is so already.
   */
  public void whenExhausted(Consumer<EngineHealth> callback) {
    givenUp.exhausted().thenAcceptAsync(callback);
  }

  /**
   * Ends what still runs and frees everything, but for what threads that were given up hold. Takes
   * five seconds at most.
   */
  @Override
  public void close() {
    watchdog.close();
    runReaders.close();
    checkReaders.close();
    realms.close();
    // It waits for every thread to leave, and some may never do.
    Thread closing =
        Thread.ofPlatform().name("scriptmaster-closes-engine").daemon().start(sandbox::close);
    try {
      closing.join(CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void letGoUnused() {
    long since = System.nanoTime() - settings.maxIdleTime().toNanos();
    realms.endIdleSince(since);
    compiler.letGoUnusedSince(since);
    LocaleCaches.bound();
  }

  private boolean letGoIdle() {
    LocaleCaches.bound();
    return realms.endIdleSince(System.nanoTime());
  }

  private static Duration tidyEvery(Duration maxIdleTime) {
    Duration tenth = maxIdleTime.dividedBy(10);
    return tenth.compareTo(TIDY_EVERY_AT_MOST) < 0 ? tenth : TIDY_EVERY_AT_MOST;
  }

  /** The first script loads the JavaScript engine: no script's time should pay for it. */
  private void warmUp() {
    Program program =
        new Program("scriptmaster", new Script("warm-up", "export default () => 1"), 1);
    compiler.compile(program.script(), WARM_UP_LIMIT);
    Invocation nothing = new Invocation("{}", "{}", Instant.EPOCH, "warm-up", 0);
    start(program, nothing, ScriptLimits.DEFAULTS, ValueReads.none()).proceed();
    if (!librariesLoaded) {
      loadLibraries(nothing);
    }
  }

  /**
   * A class whose first use finds the stack spent, by a script that sees to that, is of no use to
   * anybody in this JVM any more: so what is behind {@code Intl} and texts is used here first.
   */
  private void loadLibraries(Invocation nothing) {
    String source = Sources.ours("warm-up.js").getCharacters().toString();
    Program program = new Program("scriptmaster", new Script("libraries", source), 1);
    ScriptLimits patient =
        ScriptLimits.DEFAULTS.with(
            limits -> {
              limits.cpu = WARM_UP_LIMIT;
              limits.wallClock = WARM_UP_LIMIT;
            });
    var end = start(program, nothing, patient, ValueReads.none()).proceed();
    librariesLoaded = end instanceof ScriptRun.Progress.Ended(ScriptResult.Succeeded _);
    if (!librariesLoaded) {
      LOG.warn("Not all libraries of the JavaScript engine could be loaded: {}", end);
    }
  }

  /** An error in the line that the author does not see is one in the first that they do. */
  private static SourceCheck below(SourceCheck check) {
    if (check instanceof SourceCheck.Invalid(SyntaxError(var message, var line, var column))) {
      return new SourceCheck.Invalid(new SyntaxError(message, Math.max(1, line - 1), column));
    }
    return check;
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
