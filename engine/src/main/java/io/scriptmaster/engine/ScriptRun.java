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

  private final Program program;
  private final Invocation invocation;
  private final ScriptLimits limits;
  private final Realms realms;
  private final Watchdog watchdog;
  private final GivenUpThreads threads;
  private final Duration grace;
  private final Meter meter = new Meter();
  private final LogCollector log;
  private final EffectsBuffer effects;
  private final Verdict verdict;

  /** Where the run's own clock stands, in milliseconds, and when the timer is due for real. */
  private double clock;

  private double waitingFor = -1;
  private long dueNanos;

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
    this.program = requireNonNull(program, "program");
    this.invocation = requireNonNull(invocation, "invocation");
    this.limits = requireNonNull(limits, "limits");
    this.realms = realms;
    this.watchdog = watchdog;
    this.threads = threads;
    this.grace = grace;
    this.log = new LogCollector(invocation.now(), meter::elapsed, limits.output().maxLogLines());
    this.effects = new EffectsBuffer(requireNonNull(values, "values"));
    this.verdict = new Verdict(limits, log, meter);
    this.clock = invocation.now().toEpochMilli();
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
    return Optional.of(
        switch (stop) {
          case Stop.TimeUp _ -> verdict.timedOut(List.of());
          case Stop.Exceeded exceeded -> verdict.exceeded(exceeded, List.of());
          case Stop.Cancelled _ -> throw new ScriptCancelledException("the run was cancelled");
          case Stop.PlatformFailed(var cause) -> throw cause;
        });
  }

  private boolean isWithinGrace() {
    return meter.cpuNanos() - cpuWhenStopped < grace.toNanos()
        && System.nanoTime() - stoppedNanos < 10 * grace.toNanos();
  }

  // ---- called by the watchdog ----

  void checkLimits() {
    Stop found = exceededLimit();
    if (found != null) {
      stop(found);
    }
  }

  synchronized long allocatedBytes() {
    return meter.allocatedBytes();
  }

  long maxHeldBytes() {
    return Math.min(limits.maxAllocatedBytes(), Heap.SHARE_OF_ONE);
  }

  void makeRoom() {
    stop(
        new Stop.Exceeded(
            ScriptError.MEMORY_LIMIT,
            "the limit of %d MB of memory, with %d MB allocated in all"
                .formatted(maxHeldBytes() >> 20, allocatedBytes() >> 20)));
  }

  private synchronized Stop exceededLimit() {
    if (runner == null) {
      return null;
    }
    if (meter.elapsedNanos() > limits.wallClock().toNanos()) {
      return new Stop.TimeUp();
    }
    if (meter.cpuNanos() > limits.cpu().toNanos()) {
      return new Stop.Exceeded(
          ScriptError.CPU_LIMIT,
          "the limit of " + limits.cpu().toMillis() + " ms of processor time");
    }
    if (meter.allocatedBytes() / ScriptLimits.ALLOCATED_PER_HELD > limits.maxAllocatedBytes()) {
      return new Stop.Exceeded(
          ScriptError.MEMORY_LIMIT,
          "%d times the limit of %d MB of memory, allocated in all"
              .formatted(ScriptLimits.ALLOCATED_PER_HELD, limits.maxAllocatedBytes() >> 20));
    }
    return null;
  }

  // ---- one step, on the thread that runs it ----

  private Progress step() {
    if (isStopped()) { // While it waited; see conclude.
      return waiting();
    }
    if (realm == null) {
      Optional<ScriptError> refusal = open();
      if (refusal.isPresent()) {
        return new Ended(verdict.failed(refusal.get()));
      }
    } else if (System.nanoTime() < dueNanos) {
      return waiting();
    } else {
      fire();
    }
    return advance();
  }

  private synchronized boolean isStopped() {
    return stop != null;
  }

  private Optional<ScriptError> open() {
    return switch (realms.open(program, limits.wallClock(), this::enter)) {
      case Realms.Opened.Refused(var error) -> Optional.of(error);
      case Realms.Opened.Open(var opened) -> {
        opened.start(port());
        yield Optional.empty();
      }
    };
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

  /** Fires timers that are due on the run's clock, until the run ends or must wait. */
  private Progress advance() {
    while (true) {
      switch (realm.outcome()) {
        case Outcome.Returned(var json) -> {
          return new Ended(verdict.succeeded(json, effects.toEffects()));
        }
        case Outcome.Broken broken -> {
          return new Ended(verdict.of(broken, new ScriptStack(realm.program())));
        }
        case Outcome.Pending(var due) when due < 0 -> {
          return new Ended(verdict.neverSettled());
        }
        case Outcome.Pending(var due) when due > clock -> {
          waitingFor = due;
          dueNanos = System.nanoTime() + (long) ((due - clock) * 1_000_000);
          return waiting();
        }
        case Outcome.Pending(var due) -> {
          waitingFor = due;
          fire();
        }
      }
    }
  }

  private void fire() {
    clock = Math.max(clock, waitingFor);
    realm.fire();
  }

  private Waiting waiting() {
    long wallLeft = limits.wallClock().toNanos() - meter.elapsedNanos();
    long nanos = Math.min(dueNanos - System.nanoTime(), wallLeft);
    return new Waiting(Duration.ofNanos(Math.max(0, nanos)));
  }

  private RunPort port() {
    return new RunPort() {
      @Override
      public Invocation invocation() {
        return invocation;
      }

      @Override
      public ScriptLimits limits() {
        return limits;
      }

      @Override
      public double now() {
        return clock;
      }

      @Override
      public LogCollector log() {
        return log;
      }

      @Override
      public EffectsBuffer effects() {
        return effects;
      }

      @Override
      public void exceeded(String code, String what) {
        stop(new Stop.Exceeded(code, what));
      }

      @Override
      public void failed(RuntimeException failure) {
        stop(new Stop.PlatformFailed(failure));
      }
    };
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
      joinAndTakeBackInterrupt(closing);
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
      Progress broken = brokenOff(failure);
      realms.discard(realm);
      return broken;
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
        failure instanceof PolyglotException e && realm != null
            ? new ScriptStack(realm.program()).of(e)
            : List.of();
    return switch (stopped) {
      case Stop.TimeUp _ -> new Ended(verdict.timedOut(stack));
      case Stop.Exceeded exceeded -> new Ended(verdict.exceeded(exceeded, stack));
      case Stop.Cancelled _ -> throw new ScriptCancelledException("the run was cancelled");
      case Stop.PlatformFailed(var cause) -> throw cause;
    };
  }

  private Progress brokenOff(Throwable failure) {
    if (failure instanceof PolyglotException e) {
      if (e.isCancelled()) {
        throw new IllegalStateException("the engine was closed while a script ran", e);
      }
      return new Ended(verdict.brokenOff(e, new ScriptStack(realm.program()).of(e)));
    }
    realms.discard(realm);
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
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
    closer = ContextEnd.inBackground(realm.context());
  }

  /**
   * Cancelling a script interrupts its thread; that interrupt is ours and is taken back, so it
   * can't stop what the caller does next.
   */
  private static void joinAndTakeBackInterrupt(Thread closing) {
    boolean done = false;
    while (!done) {
      try {
        closing.join();
        done = true;
      } catch (InterruptedException ours) {
        // Asked for by the closing; wait on.
      }
    }
    Thread.interrupted();
    if (Thread.currentThread() instanceof ScriptThread thread) {
      thread.stopping = false;
    }
  }
}
