package io.scriptmaster.scheduler;

import io.scriptmaster.execution.Execution;
import java.time.Instant;
import java.util.Optional;

/**
 * How the execution of a slot ended.
 *
 * @param refusal the code of the executions' refusal, where there was one
 */
record EndedExecution(SlotId slot, String outcome, Optional<String> refusal, Instant endedAt) {

  static final String TRIGGER = "schedule";

  private static final String REJECTED = "rejected";

  /** Of an execution that a schedule triggered; empty of all others. */
  static Optional<EndedExecution> of(Execution execution) {
    if (!execution.getTrigger().equals(TRIGGER)) {
      return Optional.empty();
    }
    return SlotId.parse(execution.getTriggerId())
        .map(
            slot ->
                new EndedExecution(
                    slot,
                    execution.getOutcome(),
                    refusal(execution),
                    execution.getStartedAt().plusMillis(execution.getDurationMillis())));
  }

  private static Optional<String> refusal(Execution execution) {
    return execution.getOutcome().equals(REJECTED)
        ? Optional.of(execution.getError() == null ? REJECTED : execution.getError().getCode())
        : Optional.empty();
  }
}
