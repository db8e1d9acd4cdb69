package io.scriptmaster.processors.executions;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/**
 * Why scripts run: an event that listeners hear, or a wish for one script.
 *
 * @param kind the word of {@code docs/words.md}: {@code event}, {@code schedule} or {@code replay}
 * @param id what the execution's id is derived from, and what is known again within 24 hours
 * @param event what the script is given
 * @param depth how many executions stand between it and what came from outside
 * @param origin the record that it was
 * @param named the script, where the trigger names one; empty where listeners choose
 * @param cancels the execution that an earlier trigger with this id admitted shall end
 */
record Trigger(
    String kind,
    String id,
    TriggerEvent event,
    int depth,
    TriggerOrigin origin,
    Optional<Named> named,
    boolean cancels) {

  static final String EVENT = "event";
  static final String SCHEDULE = "schedule";

  private static final String CANCEL = "cancel";

  /**
   * @param listener that started the script the first time
   * @param replayOf the execution that is repeated
   * @param heard no listener was chosen then: those of the script that hear the event are asked
   */
  record Named(
      String script, Optional<String> listener, Optional<String> replayOf, boolean heard) {}

  Trigger {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
    requireNonNull(event, "event");
    requireNonNull(origin, "origin");
    requireNonNull(named, "named");
  }

  static Trigger of(TriggerEvent event, TriggerOrigin origin) {
    return heard(event, 0, origin);
  }

  static Trigger of(ScriptEvent event, TriggerOrigin origin) {
    return heard(GivenEvent.of(event), event.getDepth(), origin);
  }

  private static Trigger heard(TriggerEvent event, int depth, TriggerOrigin origin) {
    return new Trigger(EVENT, event.getId(), event, depth, origin, Optional.empty(), false);
  }

  static Trigger of(ExecutionRequest request, TriggerOrigin origin) {
    return new Trigger(
        request.getTrigger(),
        request.getId(),
        request.getEvent(),
        request.getDepth(),
        origin,
        Optional.of(
            new Named(
                request.getScript(),
                Optional.ofNullable(request.getListener()),
                Optional.ofNullable(request.getReplayOf()),
                request.getHeard())),
        false);
  }

  static Trigger of(ScheduleEvent slot, TriggerOrigin origin) {
    return new Trigger(
        SCHEDULE,
        slot.getId(),
        GivenEvent.of(slot),
        0,
        origin,
        Optional.of(new Named(slot.getScript(), Optional.empty(), Optional.empty(), false)),
        slot.getAction().equals(CANCEL));
  }

  TenantId tenant() {
    return new TenantId(event.getTenant());
  }

  ExecutionId executionOf(String script) {
    return ExecutionId.of(event.getTenant(), script, kind, id);
  }

  /** Whether listeners, asked with their filters, decide if the script runs. */
  boolean isHeard() {
    return named.map(Named::heard).orElse(true);
  }

  /** A trigger event of a producer; it is in {@code trigger-events}. */
  boolean isUpstream() {
    return depth == 0 && named.isEmpty();
  }

  /** Written by a transaction of ours, with an id of ours: nobody repeats it. */
  boolean isEmitted() {
    return depth > 0 && named.isEmpty();
  }
}
