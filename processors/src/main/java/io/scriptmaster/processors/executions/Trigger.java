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
 * @param purpose what shall come of it
 */
record Trigger(
    String kind,
    String id,
    TriggerEvent event,
    int depth,
    TriggerOrigin origin,
    Optional<Named> named,
    Purpose purpose) {

  static final String EVENT = "event";
  static final String SCHEDULE = "schedule";

  private static final String CANCEL = "cancel";

  enum Purpose {
    /** Executions. */
    RUN,
    /** The execution that an earlier trigger with this id admitted shall end. */
    CANCEL,
    /** What waits behind the event, at the listener that is named, shall wait no more. */
    RELEASE
  }

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
    return new Trigger(EVENT, event.getId(), event, depth, origin, Optional.empty(), Purpose.RUN);
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
        request.getTrigger().equals(ParkedKey.RELEASE) ? Purpose.RELEASE : Purpose.RUN);
  }

  static Trigger of(ScheduleEvent slot, TriggerOrigin origin) {
    return new Trigger(
        SCHEDULE,
        slot.getId(),
        GivenEvent.of(slot),
        0,
        origin,
        Optional.of(new Named(slot.getScript(), Optional.empty(), Optional.empty(), false)),
        slot.getAction().equals(CANCEL) ? Purpose.CANCEL : Purpose.RUN);
  }

  TenantId tenant() {
    return new TenantId(event.getTenant());
  }

  /**
   * A producer may use an id again, once it is not known any more: then it is another record, and
   * so another execution.
   */
  ExecutionId executionOf(String script) {
    String trigger =
        isUpstream() ? origin.getPartition() + "@" + origin.getOffset() + " " + id : id;
    return ExecutionId.of(event.getTenant(), script, kind, trigger);
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
