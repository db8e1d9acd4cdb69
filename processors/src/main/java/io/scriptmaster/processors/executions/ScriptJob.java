package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.ScriptCancelledException;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ScriptRun;
import io.scriptmaster.processors.executions.values.ValueReader;
import io.scriptmaster.processors.executions.values.ValuesMovedException;
import io.scriptmaster.processors.executions.work.Job;
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
    } catch (ScriptCancelledException | ValuesMovedException | PartitionClosedException e) {
      return end(new AttemptOutcome.Cancelled());
    } catch (RuntimeException e) {
      return end(new AttemptOutcome.Broken(listener, e));
    }
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
    if (listener.isPresent() && execution.trigger().named().isEmpty()) {
      if (workshop.isParked(execution, listener.get())) {
        end(new AttemptOutcome.Parked(listener.get()));
        return;
      }
      if (!workshop.mayFail(execution, listener.get())) {
        end(new AttemptOutcome.Unparkable(listener.get()));
        return;
      }
    }
    run(wanted.program(), wanted.limits());
  }

  private void run(Program program, ScriptLimits limits) {
    reads = workshop.reader(execution);
    run = workshop.start(program, invocation(), limits, reads);
    if (cancelled) {
      run.cancel();
    }
  }

  private Invocation invocation() {
    return new Invocation(
        EventJson.event(execution.trigger().event()),
        EventJson.execution(execution, script),
        startedAt,
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
      end(ran(result));
      return;
    }
    workshop.forget(reads);
    if ("true".equals(succeeded.resultJson())) {
      start(script);
    } else {
      nextHearing();
    }
  }

  private AttemptOutcome ran(ScriptResult result) {
    return new AttemptOutcome.Ran(
        listener, script, startedAt, EffectsBound.within(filterMarked(result)), reads);
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
    end(
        new AttemptOutcome.Broken(
            listener, new IllegalStateException("an attempt without an outcome")));
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
      result.ifPresent(stopped -> end(ran(stopped)));
      return result.isPresent();
    } catch (ScriptCancelledException | ValuesMovedException e) {
      end(new AttemptOutcome.Cancelled());
    } catch (RuntimeException e) {
      end(new AttemptOutcome.Broken(listener, e));
    }
    return true;
  }
}
