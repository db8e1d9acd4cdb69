package io.scriptmaster.processors.history;

import io.scriptmaster.execution.Execution;
import java.time.Instant;
import java.util.Optional;

/**
 * Which executions are wanted; empty parts want all.
 *
 * @param from started at this moment or later
 * @param to started at this moment or earlier
 */
public record ExecutionFilter(
    Optional<String> script,
    Optional<String> outcome,
    Optional<String> trigger,
    Optional<Instant> from,
    Optional<Instant> to) {

  boolean wants(Execution execution) {
    return script.map(execution.getScript()::equals).orElse(true)
        && outcome.map(execution.getOutcome()::equals).orElse(true)
        && trigger.map(execution.getTrigger()::equals).orElse(true);
  }
}
