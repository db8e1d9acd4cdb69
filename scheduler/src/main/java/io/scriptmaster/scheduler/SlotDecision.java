package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleSlot;
import java.util.List;

/**
 * What was decided of slots of one schedule.
 *
 * @param progress of the schedule from now on
 * @param slots what the ledger is told, in this order
 * @param events what the executions are told, in this order
 */
record SlotDecision(Progress progress, List<ScheduleSlot> slots, List<ScheduleEvent> events) {

  SlotDecision {
    slots = List.copyOf(slots);
    events = List.copyOf(events);
  }
}
