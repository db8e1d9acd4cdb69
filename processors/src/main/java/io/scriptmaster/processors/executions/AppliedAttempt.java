package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.executions.values.ValueChange;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt leaves behind, committed together.
 *
 * @param execution empty while another attempt is to come
 */
record AppliedAttempt(
    Optional<Execution> execution,
    List<LogLine> logLines,
    List<ScriptEvent> events,
    List<ValueChange> values,
    Optional<DeadLetter> deadLetter) {

  AppliedAttempt {
    logLines = List.copyOf(logLines);
    events = List.copyOf(events);
    values = List.copyOf(values);
  }

  static AppliedAttempt ofExecution(Execution execution) {
    return new AppliedAttempt(
        Optional.of(execution), List.of(), List.of(), List.of(), Optional.empty());
  }

  static AppliedAttempt ofValues(List<ValueChange> values) {
    return new AppliedAttempt(Optional.empty(), List.of(), List.of(), values, Optional.empty());
  }
}
