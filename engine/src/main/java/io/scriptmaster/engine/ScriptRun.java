package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.engine.ScriptRun.Progress.Ended;
import io.scriptmaster.engine.ScriptRun.Progress.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.graalvm.polyglot.PolyglotException;

/**
 * One run of one program, started but driven by its caller.
 *
 * <pre>
 *   ready ──proceed──▶ running ──▶ ended
 *                       │   ▲
 *                       ▼   │ proceed
 *                      waiting
 * </pre>
 *
 * A limit or {@link #cancel} stops it in any of them: the script is ended where it is, and what it
 * did is not applied.
 */
public final class ScriptRun {

  private final Realms realms;
  private final Watchdog watchdog;
  private final GivenUpThreads threads;
  private final Duration grace;
  private final Meter meter = new Meter();
  private final Budget budget;
  private final Results results;
  private final RunClock clock;
  private final ScriptSteps script;

  // The rest is guarded by this.
  private Realm realm;
  private Thread runner;
  private Thread closer;
  private Stop stop;
  private long stoppedNanos;
  private long cpuWhenStopped;

  /** Until the script began: to make its realm. */
  private long allocatedBefore;

  private boolean ended;
  private boolean givenUp;

  ScriptRun(
      Program program,
      Invocation invocation,
      ScriptLimits limits,
      ValueReads values,
      Realms realms,
      Watchdog watchdog,
      GivenUpThreads threads,
      Duration grace) {
    this.realms = realms;
    this.watchdog = watchdog;
    this.threads = threads;
    this.grace = grace;
    LogCollector log =
        new LogCollector(
            invocation.now().plus(invocation.waitedAlready()),
            meter::elapsed,
            limits.output().maxLogLines());
    this.budget = new Budget(limits, meter);
    this.results = new Results(limits, log, meter);
    this.clock = new RunClock(invocation.now(), invocation.waitedAlready());
    RunPort port =
        new RunPort(
            invocation,
            limits,
            clock,
            log,
            new EffectsBuffer(requireNonNull(values, "values")),
            this::stop);
    this.script =
        new ScriptSteps(requireNonNull(program, "program"), port, realms, budget, results);
  }

  /**
   * How much of the script's time has passed in waits for timers. Asked on the thread that ran it
   * last.
   */
  public Duration waited() {
    return clock.waited();
  }

  /** How far a run has come. */
  public sealed interface Progress {

    /** It is over. */
    record Ended(ScriptResult result) implements Progress {

      public Ended {
        requireNonNull(result, "result");
      }
    }

    /**
     * Only timers are left.
     *
     * @param until call {@link #proceed()} again when this has passed; earlier is harmless
     */
    record Waiting(Duration until) implements Progress {

      public Waiting {
        requireNonNull(until, "until");
      }
    }
  }

  /**
   * Runs the script on the calling thread until it ended or only timers are left. One thread at a
   * time, not always the same, best one of {@link ScriptEngine#threads}: on others, which have a
   * small stack, scripts that call themselves too deeply may outstay their limits.
   *
   * @throws ScriptCancelledException when the run was cancelled or given up
   * @throws IllegalStateException when the platform itself failed: the engine was closed, {@code
   *     executionJson} is not JSON, or there is a bug here; also when the run has ended already or
   *     runs on another thread
   * @throws RuntimeException what {@link ValueReads} threw
   */
  public Progress proceed() {
    beginStep();
    Progress progress = null;
    Throwable failure = null;
    try {
      progress = step();
    } catch (Throwable e) { // Of a script that is stopped it can be anything; see conclude.
      failure = e;
    }
    return conclude(progress, failure);
  }

  /**
   * Any thread. Ends the run soon; its {@link #proceed()} then throws {@link
   * ScriptCancelledException}. For tasks that moved elsewhere. Frees the context of a waiting run
   * at once. Does nothing to a run that has ended.
   */
  public void cancel() {
    stop(new Stop.Cancelled());
  }

  /**
   * Any thread: the result of a run that was stopped and whose thread has not come back, although
   * it has used {@link EngineSettings#grace()} of processor time since, or ten times that has
   * passed (on a busy machine a thread may just not have had its turn). After that the thread's own
   * result is void: {@link #proceed()} throws {@link ScriptCancelledException} if it ever returns.
   * Empty while the run behaves, and once it was given up. Whether this returns a result or throws,
   * the thread is lost.
   *
   * @throws ScriptCancelledException when it is given up and had been cancelled
   * @throws RuntimeException when it is given up and the platform itself had failed: why
   */
  public synchronized Optional<ScriptResult> giveUp() {
    if (stop == null || runner == null || givenUp || isWithinGrace()) {
      return Optional.empty();
    }
    givenUp = true;
    threads.oneMore();
    return Optional.of(results.of(stop, List.of()));
  }

  private boolean isWithinGrace() {
    return meter.cpuNanos() - cpuWhenStopped < grace.toNanos()
        && System.nanoTime() - stoppedNanos < 10 * grace.toNanos();
  }

  // ---- called by the watchdog ----

  void checkLimits() {
    spent().ifPresent(this::stop);
  }

  synchronized long allocatedBytes() {
    return meter.allocatedBytes();
  }

  long maxHeldBytes() {
    return budget.maxHeldBytes();
  }

  void makeRoom() {
    stop(heldTooMuch());
  }

  private synchronized Optional<Stop> spent() {
    return runner == null ? Optional.empty() : budget.spent();
  }

  private synchronized Stop heldTooMuch() {
    return budget.heldTooMuch();
  }

  // ---- one step, on the thread that runs it ----

  private Progress step() {
    if (isStopped()) { // While it waited; see conclude.
      return new Waiting(Duration.ZERO);
    }
    return realm == null ? script.begin(this::enter) : script.goOn(realm);
  }

  private synchronized boolean isStopped() {
    return stop != null;
  }

  /** The realm is ours from now on, and ended with us. */
  private synchronized void enter(Realm opened) {
    realm = opened;
    allocatedBefore = meter.allocatedBytes();
    if (stop != null) {
      end();
      throw new ScriptCancelledException("the run was stopped before its script began");
    }
  }

  // ---- beginning and end of a step ----

  private void beginStep() {
    synchronized (this) {
      if (runner != null) {
        throw new IllegalStateException("the run proceeds on " + runner.getName());
      }
      if (stop instanceof Stop.Cancelled) {
        throw new ScriptCancelledException("the run was cancelled");
      }
      if (ended) {
        throw new IllegalStateException("the run has ended");
      }
      runner = Thread.currentThread();
      meter.beginStep();
    }
    if (runner instanceof ScriptThread thread) {
      thread.stackUsed = 0;
    }
    if (realm != null) {
      checkLimits();
    }
    watchdog.watch(this);
  }

  private Progress conclude(Progress progress, Throwable failure) {
    Thread closing;
    Stop stopped;
    synchronized (this) {
      stopped = stop;
      closing = closer;
      ended = !(progress instanceof Waiting) || stopped != null;
      if (ended) {
        watchdog.forget(this);
      } else {
        meter.endStep();
        watchdog.waits(this);
      }
      if (stopped == null) {
        runner = null;
      }
    }
    if (stopped == null) {
      return unstopped(progress, failure);
    }
    if (closing != null) {
      ContextEnd.await(closing);
    }
    synchronized (this) {
      runner = null;
      if (givenUp) {
        threads.oneCameBack();
        throw new ScriptCancelledException("the run was given up");
      }
    }
    return ofStopped(stopped, failure);
  }

  private Progress unstopped(Progress progress, Throwable failure) {
    if (failure != null) {
      try {
        return new Ended(brokenOff(failure));
      } finally {
        realms.discard(realm);
      }
    }
    if (progress instanceof Ended(var result) && realm != null) {
      if (isSound(result)) {
        realms.giveBack(realm, allocatedBytes() - allocatedBefore);
      } else {
        realms.discard(realm);
      }
    }
    return progress;
  }

  private Progress ofStopped(Stop stopped, Throwable failure) {
    List<StackLine> stack =
        failure instanceof PolyglotException e && realm != null ? stackOf(e) : List.of();
    return new Ended(results.of(stopped, stack));
  }

  private ScriptResult brokenOff(Throwable failure) {
    return switch (failure) {
      case PolyglotException e when e.isCancelled() ->
          throw new IllegalStateException("the engine was closed while a script ran", e);
      case PolyglotException e when realm == null ->
          throw new IllegalStateException("a context could not be set up", e);
      case PolyglotException e -> results.brokenOff(e, stackOf(e));
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  private List<StackLine> stackOf(PolyglotException e) {
    return new ScriptStack(realm.program()).of(e);
  }

  /** A realm in which the stack was spent may be anything. */
  private static boolean isSound(ScriptResult result) {
    return !(result instanceof ScriptResult.Failed failed
        && failed.error().code().equals(ScriptError.STACK_OVERFLOW));
  }

  private synchronized void stop(Stop reason) {
    if (stop != null || ended) {
      return;
    }
    stop = reason;
    stoppedNanos = System.nanoTime();
    cpuWhenStopped = meter.cpuNanos();
    if (realm != null) {
      end();
    }
    if (runner == null) {
      // Nothing of it is needed any more, and it may be long until it proceeds.
      watchdog.forget(this);
      realm = null;
    }
  }

  /** Of a script that runs, its next call ends it, or its next safepoint; whichever comes first. */
  private void end() {
    if (runner instanceof ScriptThread thread) {
      thread.stopping = true;
    }
    closer = realm.endInBackground();
  }
}
