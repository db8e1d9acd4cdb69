package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.LogEntry;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ScriptRun;
import io.scriptmaster.engine.ScriptRun.Progress;
import io.scriptmaster.engine.ValueReads;
import io.scriptmaster.entity.Script;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionError;
import io.scriptmaster.execution.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Runs an admitted execution in the engine, and writes down what came of it. */
final class ExecuteScript {

  private static final String TRIGGER = "event";

  private final ScriptEngine engine;
  private final ScriptLimits limits;

  ExecuteScript(ScriptEngine engine, ScriptLimits limits) {
    this.engine = engine;
    this.limits = limits;
  }

  FinishedExecution execute(TriggerEvent event, Admission admission, Instant now) {
    ExecutionId id = idOf(event, admission);
    Execution.Builder execution = builder(event, admission, id, now);
    return admission
        .script()
        .map(script -> run(script, event, id, execution, now))
        .orElseGet(() -> rejected(execution, admission));
  }

  /** Records that the script did not run, because the others of its event took all the time. */
  FinishedExecution abort(TriggerEvent event, Admission admission, Instant now, Duration budget) {
    ExecutionError error =
        ExecutionError.newBuilder()
            .setCode("event_time_budget")
            .setMessage(
                "the scripts that the event starts may take %d s together, and the others took it all"
                    .formatted(budget.toSeconds()))
            .build();
    return new FinishedExecution(
        builder(event, admission, idOf(event, admission), now)
            .setOutcome("aborted")
            .setError(error)
            .build(),
        List.of());
  }

  private static ExecutionId idOf(TriggerEvent event, Admission admission) {
    return ExecutionId.of(
        event.getTenant(), admission.listener().getScript(), TRIGGER, event.getId());
  }

  private static Execution.Builder builder(
      TriggerEvent event, Admission admission, ExecutionId id, Instant now) {
    return Execution.newBuilder()
        .setId(id.value())
        .setTenant(event.getTenant())
        .setScript(admission.listener().getScript())
        .setRevision(admission.script().map(Script::getRevision).orElse(0))
        .setTrigger(TRIGGER)
        .setTriggerId(event.getId())
        .setListener(admission.listener().getId())
        .setKey(event.getKey())
        .setStartedAt(now)
        .setDurationMillis(0)
        .setCpuMillis(0);
  }

  private static FinishedExecution rejected(Execution.Builder execution, Admission admission) {
    ExecutionError error =
        ExecutionError.newBuilder()
            .setCode("script_not_found")
            .setMessage(
                "listener %s names script %s, which does not exist"
                    .formatted(admission.listener().getId(), admission.listener().getScript()))
            .build();
    return new FinishedExecution(
        execution.setOutcome("rejected").setError(error).build(), List.of());
  }

  private FinishedExecution run(
      Script script, TriggerEvent event, ExecutionId id, Execution.Builder execution, Instant now) {
    long cpuBefore = CpuClock.currentThreadMillis();
    Program program =
        new Program(
            event.getTenant(),
            new io.scriptmaster.engine.Script(script.getId(), script.getSource()),
            script.getRevision());
    Invocation invocation =
        new Invocation(
            EventJson.event(event),
            EventJson.execution(
                id, event.getTenant(), script.getId(), script.getRevision(), TRIGGER),
            now,
            id.value(),
            0);
    ScriptResult result = runToEnd(engine.start(program, invocation, limits, ValueReads.none()));
    execution
        .setDurationMillis(result.elapsed().toMillis())
        .setCpuMillis(CpuClock.currentThreadMillis() - cpuBefore)
        .setLogLines(result.log().lines().size())
        .setLogTruncated(result.log().truncated());
    switch (result) {
      case ScriptResult.Succeeded succeeded ->
          execution.setOutcome("succeeded").setResult(succeeded.resultJson());
      case ScriptResult.Failed failed ->
          execution.setOutcome("failed").setError(error(failed.error()));
      case ScriptResult.TimedOut timedOut ->
          execution.setOutcome("timed_out").setError(error(timedOut.error()));
      case ScriptResult.LimitExceeded exceeded ->
          execution.setOutcome("limit_exceeded").setError(error(exceeded.error()));
    }
    List<LogLine> lines =
        result.log().lines().stream().map(entry -> logLine(entry, event, script, id)).toList();
    return new FinishedExecution(execution.build(), lines);
  }

  /** Holds up the calling thread while the script waits for timers. */
  private static ScriptResult runToEnd(ScriptRun run) {
    while (true) {
      switch (run.proceed()) {
        case Progress.Ended(var result) -> {
          return result;
        }
        case Progress.Waiting(var until) -> LockSupport.parkNanos(until.toNanos());
      }
    }
  }

  private static ExecutionError error(ScriptError error) {
    return ExecutionError.newBuilder()
        .setCode(error.code())
        .setMessage(error.message())
        .setStack(error.stack().stream().map(Object::toString).toList())
        .setLine(error.line() == 0 ? null : error.line())
        .setColumn(error.column() == 0 ? null : error.column())
        .build();
  }

  private static LogLine logLine(
      LogEntry entry, TriggerEvent event, Script script, ExecutionId id) {
    return LogLine.newBuilder()
        .setExecutionId(id.value())
        .setTenant(event.getTenant())
        .setScript(script.getId())
        .setSequence(entry.sequence())
        .setTimestamp(entry.timestamp())
        .setLevel(entry.level().name().toLowerCase(Locale.ROOT))
        .setMessage(entry.message())
        .setData(entry.dataJson())
        .build();
  }
}
