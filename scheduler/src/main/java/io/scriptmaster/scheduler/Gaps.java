package io.scriptmaster.scheduler;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The slots of a schedule that have not run, and that its timing does not decide any more. */
record Gaps(ScheduleDefinition definition, Progress progress, PastSlots past, Instant now) {

  /** The first one of a range. */
  Optional<Instant> firstOf(Backfill range) {
    Optional<Instant> slot = definition.momentFrom(range.from());
    while (slot.isPresent() && slot.get().isBefore(range.to())) {
      if (isGap(slot.get())) {
        return slot;
      }
      slot = definition.momentFrom(slot.get().plusMillis(1));
    }
    return Optional.empty();
  }

  private boolean isGap(Instant slot) {
    return !isToCome(slot) && !isUnderWay(slot) && !hasRun(slot);
  }

  private boolean isToCome(Instant slot) {
    return definition.dueAt(slot).isAfter(now)
        || progress.next().filter(it -> !slot.isBefore(it)).isPresent();
  }

  private boolean isUnderWay(Instant slot) {
    return Stream.concat(progress.running().stream(), progress.waiting().stream())
        .anyMatch(it -> it.getSlotTime().equals(slot));
  }

  private boolean hasRun(Instant slot) {
    return switch (past.note(slot)) {
      case RAN -> true;
      case NOT_RUN -> false;
      case NONE -> wasDecided(slot) || past.wasDecidedFormerly(slot);
    };
  }

  /** By the timing that the schedule has. */
  private boolean wasDecided(Instant slot) {
    return definition.schedule().getEnabled()
        && slot.isAfter(progress.timingSince().orElse(Instant.EPOCH))
        && progress.decidedUpTo().filter(upTo -> !slot.isAfter(upTo)).isPresent();
  }
}
