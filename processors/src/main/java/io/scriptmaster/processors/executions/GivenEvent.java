package io.scriptmaster.processors.executions;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schedule.ScheduleEvent;
import java.util.Map;

/** What a script is given as its event, where the trigger is no trigger event itself. */
public final class GivenEvent {

  private GivenEvent() {}

  public static TriggerEvent of(ScriptEvent event) {
    return new TriggerEvent(
        event.getId(),
        event.getTenant(),
        event.getType(),
        event.getKey(),
        event.getOccurredAt(),
        event.getPayload(),
        event.getHeaders());
  }

  /** Has no key: whether slots of a schedule may overlap is the schedule's own rule. */
  public static TriggerEvent of(ScheduleEvent slot) {
    return new TriggerEvent(
        slot.getId(),
        slot.getTenant(),
        "schedule." + slot.getSchedule(),
        null,
        slot.getSlotTime(),
        slot.getPayload() == null ? "null" : slot.getPayload(),
        Map.of(
            "schedule", slot.getSchedule(),
            "slotTime", slot.getSlotTime().toString(),
            "dueAt", slot.getDueAt().toString(),
            "kind", slot.getKind()));
  }
}
