package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.ScriptCancelledException;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ScriptRun;
import io.scriptmaster.processors.executions.values.ValueReader;
import io.scriptmaster.processors.executions.work.Job;
import io.scriptmaster.processors.streams.PartitionClosedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt of an execution: asks the listeners' filters until one wants the event, then runs the
 * script.
 */
final class ScriptJob implements Job {

  private static final ScriptLimits OF_FILTERS = EngineLimits.ofFilters();

  private final AdmittedExecution execution;
  private final ScriptWorkshop workshop;
  private final AtomicReference<AttemptOutcome> outcome = new AtomicReference<>();

  // Used by one worker at a time, which the queue hands over.
  private boolean begun;
  private Iterator<Hearing> undecided;
  private RunnableScript script;
  private Optional<String> listener = Optional.empty();
  private boolean filtering;
  private Instant startedAt;
  private ValueReader reads;

  private volatile ScriptRun run;
  private volatile boolean cancelled;

  ScriptJob(AdmittedExecution execution, ScriptWorkshop workshop) {
    this.execution = execution;
    this.workshop = workshop;
  }

  @Override
  public Optional<Duration> proceed() {
    try {
      if (!begun) {
        begun = true;
        begin();
      }
      return outcome.get() == null && run != null ? step() : Optional.empty();
    } catch (ScriptCancelledException e) {
      // Or it was given up, and whoever did that says how it ended.
      return isCancelled() ? end(new AttemptOutcome.Cancelled()) : Optional.empty();
    } catch (PartitionClosedException e) {
      return end(new AttemptOutcome.Cancelled());
    } catch (RuntimeException e) {
      endWith(e);
      return Optional.empty();
    }
  }

  private boolean isCancelled() {
    return cancelled || execution.isCancelled();
  }

  private void begin() {
    startedAt = workshop.now();
    if (execution.isCancelled()) {
      end(new AttemptOutcome.Cancelled());
      return;
    }
    Optional<RunnableScript> found = workshop.script(execution);
    if (!execution.trigger().isHeard()) {
      listener = execution.requestedListener();
      found.ifPresentOrElse(this::startRequested, () -> end(scriptNotFound()));
      return;
    }
    if (found.isEmpty()) {
      end(scriptNotFound());
      return;
    }
    Optional<Admission> admission =
        workshop
            .latestDefinitions(execution)
            .admission(execution.trigger().event().getType(), execution.script());
    if (admission.isEmpty() || !found.get().enabled()) {
      end(noListener(found.get()));
      return;
    }
    undecided = admission.get().hearings().iterator();
    script = found.get();
    nextHearing();
  }

  private void startRequested(RunnableScript wanted) {
    if (wanted.enabled()) {
      start(wanted);
    } else {
      end(scriptDisabled(wanted));
    }
  }

  /** Goes through the listeners until one has no filter, or one that must be asked. */
  private void nextHearing() {
    run = null;
    if (!undecided.hasNext()) {
      end(new AttemptOutcome.NotWanted());
      return;
    }
    Hearing hearing = undecided.next();
    listener = Optional.of(hearing.listener());
    if (hearing.filter().isPresent()) {
      filtering = true;
      run(hearing.filter().get(), OF_FILTERS);
    } else {
      start(script);
    }
  }

  private void start(RunnableScript wanted) {
    script = wanted;
    filtering = false;
    if (!isHeldUp()) {
      run(wanted.program(), wanted.limits());
    }
  }

  /** Whether its key waits for another event, or could not wait for this one: that has ended it. */
  private boolean isHeldUp() {
    if (listener.isEmpty() || execution.trigger().named().isPresent()) {
      return false;
    }
    if (workshop.isParked(execution, listener.get())) {
      end(new AttemptOutcome.Parked(listener.get()));
      return true;
    }
    if (!workshop.mayFail(execution, listener.get())) {
      end(new AttemptOutcome.Unparkable(listener.get(), !filtering));
      return true;
    }
    return false;
  }

  private void run(Program program, ScriptLimits limits) {
    reads = workshop.reader(execution);
    run = workshop.start(program, invocation(), limits, reads);
    if (cancelled) {
      run.cancel();
    }
  }

  /** The script's clock, once it has passed what need not be waited again, is everybody's. */
  private Invocation invocation() {
    Duration waited = filtering ? Duration.ZERO : execution.waited();
    return new Invocation(
        EventJson.event(execution.trigger().event()),
        EventJson.execution(execution, script),
        startedAt.minus(waited),
        waited,
        execution.id().value(),
        execution.trigger().depth());
  }

  private Optional<Duration> step() {
    while (outcome.get() == null && run != null) {
      switch (run.proceed()) {
        case ScriptRun.Progress.Waiting(var until) -> {
          return Optional.of(until);
        }
        case ScriptRun.Progress.Ended(var result) -> ended(result);
      }
    }
    return Optional.empty();
  }

  private void ended(ScriptResult result) {
    if (!filtering || !(result instanceof ScriptResult.Succeeded succeeded)) {
      endWith(result);
      return;
    }
    workshop.forget(reads);
    if ("true".equals(succeeded.resultJson())) {
      start(script);
    } else {
      nextHearing();
    }
  }

  /**
   * A filter that failed is an event that failed: what holds for those of a script holds for it.
   */
  private void endWith(ScriptResult result) {
    if (!filtering || !isHeldUp()) {
      end(ran(result));
    }
  }

  /** As {@link #endWith}. */
  private void endWith(RuntimeException fault) {
    if (!filtering || !isHeldUp()) {
      end(platformFailed(fault));
    }
  }

  private AttemptOutcome platformFailed(RuntimeException fault) {
    return new AttemptOutcome.PlatformFailed(listener, listener.isPresent() && !filtering, fault);
  }

  private AttemptOutcome ran(ScriptResult result) {
    return new AttemptOutcome.Ran(
        listener,
        script,
        startedAt,
        filtering ? Duration.ZERO : run.waited(),
        EffectsBound.within(filterMarked(result)),
        reads);
  }

  /** A filter that fails is its author's error, and is told as such. */
  private ScriptResult filterMarked(ScriptResult result) {
    return filtering ? FilterFailure.of(listener.orElse(""), result) : result;
  }

  private AttemptOutcome scriptNotFound() {
    return new AttemptOutcome.Refused(
        "script_not_found", "there is no script %s".formatted(execution.script()));
  }

  private static AttemptOutcome noListener(RunnableScript script) {
    return script.enabled()
        ? new AttemptOutcome.Refused(
            "listener_not_found",
            "no listener of script %s hears the event any more".formatted(script.id()))
        : scriptDisabled(script);
  }

  private static AttemptOutcome scriptDisabled(RunnableScript script) {
    return new AttemptOutcome.Refused(
        "script_disabled", "script %s is disabled".formatted(script.id()));
  }

  private Optional<Duration> end(AttemptOutcome how) {
    outcome.compareAndSet(null, how);
    return Optional.empty();
  }

  @Override
  public long outcomeBytes() {
    return outcome.get() instanceof AttemptOutcome.Ran ran ? EffectsBound.bytes(ran.result()) : 0;
  }

  @Override
  public void deliver() {
    end(platformFailed(new IllegalStateException("an attempt without an outcome")));
    workshop.deliver(execution, reads, outcome.get());
  }

  @Override
  public void cancel() {
    cancelled = true;
    ScriptRun current = run;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public boolean giveUp() {
    ScriptRun current = run;
    if (current == null) {
      return false;
    }
    try {
      Optional<ScriptResult> result = current.giveUp();
      result.ifPresent(this::endWith);
      return result.isPresent();
    } catch (ScriptCancelledException | PartitionClosedException e) {
      end(new AttemptOutcome.Cancelled());
    } catch (RuntimeException e) {
      endWith(e);
    }
    return true;
  }
}
