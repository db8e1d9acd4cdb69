package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleProgress;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a schedule has come.
 *
 * @param next the slot that is decided next; empty where none is to come
 * @param nextDueAt where {@code next} stands in the index
 * @param decidedUpTo none up to here is decided again
 * @param running slots whose execution has not ended, oldest first
 * @param waiting buffered slots, oldest first
 * @param requests ids of the last ones, oldest first
 * @param timingSince slots of its timing later than this, up to {@code decidedUpTo}, were decided;
 *     empty where it has no slots, or began before this was noted
 * @param backfills that have not come to their end, in the order in which they were asked for
 */
record Progress(
    Optional<Instant> next,
    Optional<Instant> nextDueAt,
    Optional<Instant> decidedUpTo,
    List<ScheduleSlot> running,
    List<ScheduleSlot> waiting,
    List<String> requests,
    Optional<Instant> timingSince,
    List<Backfill> backfills) {

  static final Progress NONE =
      new Progress(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of());

  Progress {
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
    requests = List.copyOf(requests);
    backfills = List.copyOf(backfills);
  }

  static Progress of(ScheduleProgress stored) {
    return new Progress(
        Optional.ofNullable(stored.getNextSlot()),
        Optional.ofNullable(stored.getNextDueAt()),
        Optional.ofNullable(stored.getDecidedUpTo()),
        stored.getRunning(),
        stored.getWaiting(),
        stored.getRequests(),
        Optional.ofNullable(stored.getTimingSince()),
        stored.getBackfills().stream().map(Backfill::of).toList());
  }

  ScheduleProgress toStored() {
    return ScheduleProgress.newBuilder()
        .setNextSlot(next.orElse(null))
        .setNextDueAt(nextDueAt.orElse(null))
        .setDecidedUpTo(decidedUpTo.orElse(null))
        .setRunning(running)
        .setWaiting(waiting)
        .setRequests(requests)
        .setTimingSince(timingSince.orElse(null))
        .setBackfills(backfills.stream().map(Backfill::toStored).toList())
        .build();
  }

  /** Nothing is to come, and nobody is waited for. */
  boolean isOver() {
    return next.isEmpty() && running.isEmpty() && waiting.isEmpty() && backfills.isEmpty();
  }
}
