package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleSlot;
import java.util.List;
import java.util.Optional;

/**
 * What was decided of slots of one schedule.
 *
 * @param progress of the schedule from now on
 * @param slots what the ledger is told, in this order
 * @param events what the executions are told, in this order
 * @param ended the timing that the schedule had until now, where slots of it were decided
 */
record SlotDecision(
    Progress progress,
    List<ScheduleSlot> slots,
    List<ScheduleEvent> events,
    Optional<FormerTiming> ended) {

  SlotDecision {
    slots = List.copyOf(slots);
    events = List.copyOf(events);
  }
}
