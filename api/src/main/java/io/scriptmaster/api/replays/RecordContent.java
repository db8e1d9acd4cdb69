package io.scriptmaster.api.replays;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.schedule.ScheduleEvent;

/** What a value is. */
public sealed interface RecordContent {

  /** From an upstream producer. */
  record Upstream(TriggerEvent event) implements RecordContent {}

  /** From a script. */
  record Emitted(ScriptEvent event) implements RecordContent {}

  /** From a schedule. */
  record Due(ScheduleEvent slot) implements RecordContent {}

  /** From somebody who asked for one execution. */
  record Requested(ExecutionRequest request) implements RecordContent {}

  /** None of ours, or not readable. */
  record Unknown() implements RecordContent {}
}
