package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.OpenBackfill;
import io.scriptmaster.schedule.ScheduleRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * The rest of a past range whose slots run if they have not run yet.
 *
 * @param from the first moment of the rest
 * @param to the first moment behind it
 * @param overlap instead of the schedule's own
 */
record Backfill(String request, Instant from, Instant to, Optional<Overlap> overlap) {

  static Backfill of(ScheduleRequest request) {
    return new Backfill(
        request.getId(),
        request.getSlotTime(),
        Optional.ofNullable(request.getRangeEnd()).orElse(request.getSlotTime()),
        Optional.ofNullable(request.getOverlap()).map(Overlap::of));
  }

  static Backfill of(OpenBackfill stored) {
    return new Backfill(
        stored.getRequestId(),
        stored.getFrom(),
        stored.getTo(),
        Optional.ofNullable(stored.getOverlap()).map(Overlap::of));
  }

  OpenBackfill toStored() {
    return OpenBackfill.newBuilder()
        .setRequestId(request)
        .setFrom(from)
        .setTo(to)
        .setOverlap(overlap.map(Overlap::word).orElse(null))
        .build();
  }

  /** What is left of it behind this slot. */
  Backfill after(Instant slotTime) {
    return new Backfill(request, slotTime.plusMillis(1), to, overlap);
  }
}
