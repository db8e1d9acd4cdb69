package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.work.FairQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends executions on request. Owned by the stream thread. */
final class CancelExecution {

  private static final Logger LOG = LoggerFactory.getLogger(CancelExecution.class);

  /** So far into what waits in the store it looks: the stream thread reads it. */
  private static final int LOOKS_AT = 10_000;

  private final PendingExecutions pending;
  private final UnderWay underWay;
  private final FairQueue queue;
  private final ExecutionRecords records;
  private final Consumer<AppliedAttempt> output;

  CancelExecution(
      PendingExecutions pending,
      UnderWay underWay,
      FairQueue queue,
      ExecutionRecords records,
      Consumer<AppliedAttempt> output) {
    this.pending = pending;
    this.underWay = underWay;
    this.queue = queue;
    this.records = records;
    this.output = output;
  }

  /** Ends an execution that is in memory, or has not begun. */
  void cancel(Trigger trigger, Instant now) {
    ExecutionId id = trigger.executionOf(trigger.named().orElseThrow().script());
    TenantBacklog backlog = underWay.backlog(trigger.tenant());
    for (AdmittedExecution execution : backlog.executions()) {
      if (execution.id().equals(id)) {
        execution.becomesCancelled();
        underWay.unstored(execution);
        execution.ticket().cancel();
        queue.hurry(execution.ticket());
        return;
      }
    }
    if (backlog.hasSpilled()) {
      cancelSpilled(id, backlog, now);
    }
  }

  private void cancelSpilled(ExecutionId id, TenantBacklog backlog, Instant now) {
    AtomicInteger seen = new AtomicInteger();
    List<AdmittedExecution> found = new ArrayList<>();
    pending.from(
        backlog.tenant(),
        backlog.spilledFrom(),
        (sequence, stored) -> {
          if (stored.getId().equals(id.value())) {
            found.add(underWay.stored(sequence, stored));
          }
          return found.isEmpty() && seen.incrementAndGet() < LOOKS_AT;
        });
    if (found.isEmpty() && seen.get() == LOOKS_AT) {
      LOG.warn(
          "Execution {} of tenant {} is not cancelled: it waits behind {} others in the store",
          id.value(),
          backlog.tenant(),
          LOOKS_AT);
    }
    for (AdmittedExecution execution : found) {
      pending.delete(execution.tenant(), execution.sequence());
      backlog.unspillOne();
      output.accept(
          AppliedAttempt.ofExecution(
              records.without(
                  execution, "aborted", "cancelled", "it was cancelled on request", now)));
    }
  }
}
