package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The id of a slot within its tenant, in {@code schedule-events} and as an execution's triggerId:
 * {@code nightly@2026-11-24T03:00:00Z}.
 *
 * <p>A slot that is filled in later has the request's id too, {@code
 * nightly@2026-11-24T03:00:00Z#…}: the executions may have refused it under the plain one, and know
 * that again.
 *
 * @param backfill the id of the request that it was filled in for
 */
record SlotId(String schedule, Instant slotTime, Optional<String> backfill) {

  static SlotId of(ScheduleSlot slot) {
    return new SlotId(
        slot.getSchedule(),
        slot.getSlotTime(),
        Optional.ofNullable(slot.getRequestId())
            .filter(_ -> slot.getKind().equals(SlotRecords.BACKFILL)));
  }

  /** The id in this text, or empty where it is none. */
  static Optional<SlotId> parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    int hash = text.indexOf('#', at);
    int end = hash < 0 ? text.length() : hash;
    try {
      return Optional.of(
          new SlotId(
              text.substring(0, at),
              Instant.parse(text.substring(at + 1, end)),
              hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return schedule + "@" + slotTime + backfill.map(request -> "#" + request).orElse("");
  }
}
