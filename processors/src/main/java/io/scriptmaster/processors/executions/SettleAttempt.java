package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Effects;
import io.scriptmaster.engine.EngineBusyException;
import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ValueUsage;
import io.scriptmaster.processors.executions.AttemptOutcome.Ran;
import io.scriptmaster.processors.executions.values.ValueChange;
import io.scriptmaster.processors.limits.TenantShare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what becomes of an execution when an attempt has ended. Owned by the stream thread. */
final class SettleAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(SettleAttempt.class);

  private static final int FAILURES_OF_OURS = 3;
  private static final Duration AFTER_OUR_FAILURE = Duration.ofSeconds(1);

  private final TaskStores stores;
  private final ExecutionRecords records;
  private final TaskExecutions executions;

  SettleAttempt(TaskStores stores, ExecutionRecords records, TaskExecutions executions) {
    this.stores = stores;
    this.records = records;
    this.executions = executions;
  }

  void settle(EndedAttempt attempt, Instant now) {
    AdmittedExecution execution = attempt.execution();
    switch (attempt.outcome()) {
      case AttemptOutcome.NotWanted() -> notWanted(execution, now);
      case AttemptOutcome.Parked(var listener) -> parked(execution, listener, now);
      case AttemptOutcome.Refused(var code, var message) -> refused(execution, code, message, now);
      case AttemptOutcome.Unparkable(var listener, var chosen) ->
          unparkable(execution, listener, chosen, now);
      case AttemptOutcome.PlatformFailed failed -> platformFailed(execution, failed, now);
      case AttemptOutcome.Cancelled() -> cancelled(execution, now);
      case Ran ran -> ran(execution, ran, now);
    }
  }

  /**
   * An event that nobody wants leaves nothing behind; who asks for a replay is told, and nothing
   * waits for it any more.
   */
  private void notWanted(AdmittedExecution execution, Instant now) {
    Optional<LaneName> waiting = stores.parked().waitingFor(execution);
    if (execution.trigger().named().isEmpty()) {
      executions.finish(execution, now);
    } else {
      without(
          execution, "rejected", "not_wanted", "no listener's filter lets the event through", now);
    }
    waiting.ifPresent(lane -> executions.release(lane, now));
  }

  /** What had waited for its turn may be nowhere else any more: it is kept. */
  private void refused(AdmittedExecution execution, String code, String message, Instant now) {
    Optional<String> waitedAt = execution.releasedFrom().map(LaneName::listener);
    if (waitedAt.isEmpty()) {
      without(execution, "rejected", code, message, now);
    } else {
      keeping(execution, waitedAt, false, "rejected", code, message, now);
      executions.finish(execution, now);
    }
  }

  /** The worker saw a lane that waits; it may have been released since. */
  private void parked(AdmittedExecution execution, String listener, Instant now) {
    if (stores.parked().isParked(execution, listener)) {
      stores.parked().add(execution, listener);
      executions.finish(execution, now);
    } else {
      executions.repeat(execution, Duration.ZERO);
    }
  }

  private void ran(AdmittedExecution execution, Ran ran, Instant now) {
    // Also of one that failed: it may have failed over what it should not have seen together.
    if (mayHaveReadWrongly(ran) && stores.values().changedSince(ran.reads())) {
      executions.conflicted(execution, ran.waited());
      return;
    }
    if (!(ran.result() instanceof ScriptResult.Succeeded succeeded)) {
      failed(execution, ran, records.ran(execution, ran, 0, 0), now);
      return;
    }
    Optional<String> overQuota = overQuota(execution, succeeded.effects());
    if (overQuota.isPresent()) {
      failed(
          execution,
          ran,
          records.refusedEffects(execution, ran, "stored_values_limit", overQuota.get()),
          now);
    } else {
      succeeded(execution, ran, succeeded.effects(), now);
    }
  }

  /**
   * @param record what is told if it is for good
   */
  private void failed(AdmittedExecution execution, Ran ran, Execution record, Instant now) {
    Optional<Duration> delay =
        execution.isCancelled()
            ? Optional.empty()
            : RetryDelay.after(
                ran.script().retry(), record.getOutcome(), execution.attempt(), execution.id());
    List<LogLine> lines = records.logLines(execution, ran.result());
    if (delay.isPresent()) {
      executions.write(
          new AppliedAttempt(Optional.empty(), lines, List.of(), List.of(), Optional.empty()));
      execution.nextAttempt(now.plus(delay.get()), lines.size());
      executions.again(execution, delay.get());
    } else {
      failedForGood(execution, ran, record, now);
    }
  }

  private static boolean mayHaveReadWrongly(Ran ran) {
    return switch (ran.result()) {
      case ScriptResult.Succeeded _, ScriptResult.Failed _ -> true;
      // To try again is dear, and what was read hardly the cause.
      case ScriptResult.LimitExceeded(var error, _, _) ->
          !error.code().equals(ScriptError.CPU_LIMIT)
              && !error.code().equals(ScriptError.MEMORY_LIMIT);
      case ScriptResult.TimedOut _ -> false;
    };
  }

  private void succeeded(AdmittedExecution execution, Ran ran, Effects effects, Instant now) {
    List<ValueChange> values =
        stores
            .values()
            .apply(
                execution.tenant(),
                effects.values(),
                execution.script(),
                execution.id().value(),
                now);
    List<ScriptEvent> events = records.events(execution, effects.events(), now);
    executions.write(
        execution,
        new AppliedAttempt(
            Optional.of(records.ran(execution, ran, effects.values().size(), events.size())),
            records.logLines(execution, ran.result()),
            events,
            values,
            Optional.empty()),
        now);
    Optional<LaneName> waiting = stores.parked().waitingFor(execution);
    executions.finish(execution, now);
    waiting.ifPresent(lane -> executions.release(lane, now));
  }

  /**
   * Of a tenant that is above its quota, which may have been lowered, what does not grow is done.
   */
  private Optional<String> overQuota(AdmittedExecution execution, Effects effects) {
    if (effects.values().isEmpty()) {
      return Optional.empty();
    }
    TenantShare share = execution.definitions().share();
    ValueUsage before = stores.values().usage(execution.tenant().value());
    ValueUsage usage = stores.values().usageAfter(execution.tenant(), effects.values());
    if (usage.getBytes() > Math.max(share.valueBytes(), before.getBytes())) {
      return Optional.of(
          "the stored values would be %d characters; the tenant may have %d"
              .formatted(usage.getBytes(), share.valueBytes()));
    }
    if (usage.getCount() > Math.max(share.values(), before.getCount())) {
      return Optional.of(
          "there would be %d stored values; the tenant may have %d"
              .formatted(usage.getCount(), share.values()));
    }
    return Optional.empty();
  }

  private void failedForGood(AdmittedExecution execution, Ran ran, Execution record, Instant now) {
    Optional<String> parking = execution.parkingAt(ran.listener());
    boolean kept = parking.isPresent() || ran.script().retry().isPresent();
    executions.write(
        new AppliedAttempt(
            Optional.of(record),
            records.logLines(execution, ran.result()),
            List.of(),
            List.of(),
            kept
                ? Optional.of(
                    records.deadLetter(
                        execution,
                        ran.listener(),
                        ran.listener().isPresent() && !FilterFailure.isIn(record.getError()),
                        record.getOutcome(),
                        record.getError().getMessage(),
                        now))
                : Optional.empty()));
    park(execution, parking);
    executions.finish(execution, now);
  }

  /** A replay that fails leaves things as they are: what waits for it still does. */
  private void park(AdmittedExecution execution, Optional<String> parking) {
    parking
        .filter(_ -> execution.trigger().named().isEmpty())
        .ifPresent(listener -> stores.parked().open(execution, listener));
  }

  private void cancelled(AdmittedExecution execution, Instant now) {
    if (execution.isCancelled()) {
      without(execution, "aborted", "cancelled", "it was cancelled on request", now);
    } else {
      // Of a task that is closed, whose executions nobody settles.
      LOG.warn("Execution {} was interrupted, and is run again", execution.id().value());
      executions.repeat(execution, Duration.ZERO);
    }
  }

  private void platformFailed(
      AdmittedExecution execution, AttemptOutcome.PlatformFailed failed, Instant now) {
    RuntimeException cause = failed.cause();
    execution.failedByUs();
    LOG.error(
        "Execution {} of tenant {} failed by a fault of the platform, {} of {} times",
        execution.id().value(),
        execution.tenant(),
        execution.failuresOfOurs(),
        FAILURES_OF_OURS,
        cause);
    if (execution.failuresOfOurs() < FAILURES_OF_OURS) {
      executions.repeat(execution, AFTER_OUR_FAILURE);
    } else {
      keeping(
          execution,
          failed.listener(),
          failed.chosen(),
          "aborted",
          "platform_failure",
          toldAs(cause),
          now);
      park(execution, execution.parkingAt(failed.listener()));
      executions.finish(execution, now);
    }
  }

  private void unparkable(
      AdmittedExecution execution, String listener, boolean chosen, Instant now) {
    executions.reject(execution);
    keeping(
        execution,
        Optional.of(listener),
        chosen,
        "rejected",
        "backlog_full",
        "events of too many keys wait behind one that failed, so no others may fail",
        now);
    executions.finish(execution, now);
  }

  /** What failed inside is for the log alone; that there was no room is no secret. */
  private static String toldAs(RuntimeException cause) {
    return cause instanceof EngineBusyException
        ? "the platform could not come to run it: " + cause.getMessage()
        : "the platform failed to run it";
  }

  private void without(
      AdmittedExecution execution, String outcome, String code, String message, Instant now) {
    executions.write(
        AppliedAttempt.ofExecution(records.without(execution, outcome, code, message, now)));
    executions.finish(execution, now);
  }

  /** Writes the record of one that did not run, and the letter from which it can. */
  private void keeping(
      AdmittedExecution execution,
      Optional<String> listener,
      boolean chosen,
      String outcome,
      String code,
      String message,
      Instant now) {
    Execution record = records.without(execution, outcome, code, message, now);
    executions.write(
        new AppliedAttempt(
            Optional.of(record),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(records.deadLetter(execution, listener, chosen, code, message, now))));
  }
}
