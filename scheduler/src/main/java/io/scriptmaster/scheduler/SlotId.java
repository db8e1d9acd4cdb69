package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The id of a slot within its tenant, in {@code schedule-events} and as an execution's triggerId:
 * {@code nightly@2026-11-24T03:00:00Z}.
 */
record SlotId(String schedule, Instant slotTime) {

  static SlotId of(ScheduleSlot slot) {
    return new SlotId(slot.getSchedule(), slot.getSlotTime());
  }

  /** The id in this text, or empty where it is none. */
  static Optional<SlotId> parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SlotId(text.substring(0, at), Instant.parse(text.substring(at + 1))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return schedule + "@" + slotTime;
  }
}
