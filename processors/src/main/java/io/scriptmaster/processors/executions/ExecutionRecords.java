package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.EmittedEvent;
import io.scriptmaster.engine.LogEntry;
import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.Usage;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionError;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.executions.AttemptOutcome.Ran;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serializer;

/** Writes down what came of an execution. No state; any thread. */
final class ExecutionRecords {

  private static final String PLATFORM = "platform";

  /** Between the id of an execution and the number of an event that it emitted. */
  private static final char EVENT = '-';

  private final String requestsTopic;
  private final Serializer<ExecutionRequest> requests;

  /**
   * @param requests how a dead letter holds what would repeat its execution
   */
  ExecutionRecords(String requestsTopic, Serializer<ExecutionRequest> requests) {
    this.requestsTopic = requestsTopic;
    this.requests = requests;
  }

  /** The word of {@code docs/words.md}. */
  static String outcome(ScriptResult result) {
    return switch (result) {
      case ScriptResult.Succeeded _ -> "succeeded";
      case ScriptResult.Failed _ -> "failed";
      case ScriptResult.TimedOut _ -> "timed_out";
      case ScriptResult.LimitExceeded _ -> "limit_exceeded";
    };
  }

  /** Of an execution that ran, after its last attempt. */
  Execution ran(AdmittedExecution execution, Ran ran, int valuesWritten, int emitted) {
    Usage usage = ran.result().usage();
    Execution.Builder record =
        builder(execution, ran.listener())
            .setRevision(ran.script().revision())
            .setOutcome(outcome(ran.result()))
            .setStartedAt(ran.startedAt())
            .setDurationMillis(usage.elapsed().toMillis())
            .setCpuMillis(usage.cpu().toMillis())
            .setAllocatedBytes(usage.allocatedBytes())
            .setLogLines(execution.earlierLogLines() + ran.result().log().lines().size())
            .setLogTruncated(ran.result().log().truncated())
            .setValuesWritten(valuesWritten)
            .setEmitted(emitted);
    switch (ran.result()) {
      case ScriptResult.Succeeded succeeded -> record.setResult(succeeded.resultJson());
      case ScriptResult.Failed failed -> record.setError(error(failed.error()));
      case ScriptResult.TimedOut timedOut -> record.setError(error(timedOut.error()));
      case ScriptResult.LimitExceeded exceeded -> record.setError(error(exceeded.error()));
    }
    return record.build();
  }

  /** Of an execution that ran, and whose effects were refused. */
  Execution refusedEffects(AdmittedExecution execution, Ran ran, String code, String message) {
    return Execution.newBuilder(ran(execution, ran, 0, 0))
        .setOutcome("limit_exceeded")
        .setResult(null)
        .setError(error(code, message))
        .build();
  }

  /** Of an execution that did not run, or not to an end. */
  Execution without(
      AdmittedExecution execution, String outcome, String code, String message, Instant now) {
    return builder(execution, execution.requestedListener())
        .setRevision(0)
        .setOutcome(outcome)
        .setStartedAt(now)
        .setDurationMillis(0)
        .setCpuMillis(0)
        .setLogLines(execution.earlierLogLines())
        .setError(error(code, message))
        .build();
  }

  private static Execution.Builder builder(AdmittedExecution execution, Optional<String> listener) {
    return Execution.newBuilder()
        .setId(execution.id().value())
        .setTenant(execution.tenant().value())
        .setScript(execution.script())
        .setTrigger(execution.trigger().kind())
        .setTriggerId(execution.trigger().id())
        .setListener(listener.orElse(null))
        .setKey(execution.key().orElse(null))
        .setAttempt(execution.attempt())
        .setAdmittedAt(execution.admittedAt())
        .setDepth(execution.trigger().depth())
        .setOrigin(execution.trigger().origin())
        .setReplayOf(execution.replayOf().orElse(null));
  }

  List<LogLine> logLines(AdmittedExecution execution, ScriptResult result) {
    List<LogEntry> entries = result.log().lines();
    if (entries.isEmpty()) {
      return List.of();
    }
    List<LogLine> lines = new ArrayList<>(entries.size());
    for (LogEntry entry : entries) {
      lines.add(
          LogLine.newBuilder()
              .setExecutionId(execution.id().value())
              .setTenant(execution.tenant().value())
              .setScript(execution.script())
              .setSequence(execution.earlierLogLines() + entry.sequence())
              .setTimestamp(entry.timestamp())
              .setLevel(entry.level().name().toLowerCase(Locale.ROOT))
              .setMessage(entry.message())
              .setData(entry.dataJson())
              .setAttempt(execution.attempt())
              .build());
    }
    return lines;
  }

  List<ScriptEvent> events(AdmittedExecution execution, List<EmittedEvent> emitted, Instant now) {
    List<ScriptEvent> events = new ArrayList<>(emitted.size());
    for (EmittedEvent event : emitted) {
      events.add(
          ScriptEvent.newBuilder()
              .setId(execution.id().value() + EVENT + events.size())
              .setTenant(execution.tenant().value())
              .setType(event.type())
              .setKey(event.key().orElse(null))
              .setOccurredAt(now)
              .setPayload(event.payloadJson())
              .setHeaders(event.headers())
              .setExecutionId(execution.id().value())
              .setScript(execution.script())
              .setDepth(execution.trigger().depth() + 1)
              .build());
    }
    return events;
  }

  /** The id of the execution that emitted the event with this id. */
  static String emittedBy(String eventId) {
    return eventId.substring(0, Math.max(0, eventId.lastIndexOf(EVENT)));
  }

  /**
   * Keeps what would repeat the execution.
   *
   * @param chosen the listener was, by its filter: else filters are asked when it is repeated
   */
  DeadLetter deadLetter(
      AdmittedExecution execution,
      Optional<String> listener,
      boolean chosen,
      String reason,
      String message,
      Instant now) {
    ExecutionRequest request =
        ExecutionRequest.newBuilder()
            .setId(execution.id().value())
            .setTenant(execution.tenant().value())
            .setScript(execution.script())
            .setTrigger("replay")
            .setListener(listener.orElse(null))
            .setReplayOf(execution.id().value())
            .setHeard(!chosen && execution.trigger().isHeard())
            .setDepth(execution.trigger().depth())
            .setEvent(execution.trigger().event())
            .setRequestedBy(PLATFORM)
            .setRequestedAt(now)
            .build();
    return DeadLetter.newBuilder()
        .setId("execution-" + execution.id().value())
        .setTenant(execution.tenant().value())
        .setTopic(execution.trigger().origin().getTopic())
        .setPartition(execution.trigger().origin().getPartition())
        .setOffset(execution.trigger().origin().getOffset())
        .setTimestamp(execution.admittedAt())
        .setReason(reason)
        .setMessage(message)
        .setValue(ByteBuffer.wrap(requests.serialize(requestsTopic, request)))
        .setFailedAt(now)
        .setExecution(execution.id().value())
        .setScript(execution.script())
        .setListener(listener.orElse(null))
        .build();
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

  private static ExecutionError error(String code, String message) {
    return ExecutionError.newBuilder().setCode(code).setMessage(message).build();
  }
}
