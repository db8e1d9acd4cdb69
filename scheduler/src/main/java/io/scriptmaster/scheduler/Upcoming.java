package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A slot to come.
 *
 * @param slotTime as the schedule says it
 * @param dueAt later by the schedule's part of its jitter
 */
public record Upcoming(Instant slotTime, Instant dueAt) {

  /** Up to {@code count} slots after this moment, in order; none of a disabled schedule. */
  public static List<Upcoming> of(Schedule schedule, Instant after, int count) {
    ScheduleDefinition definition = ScheduleDefinition.of(schedule);
    List<Upcoming> upcoming = new ArrayList<>();
    Optional<Instant> next = definition.slotAfter(after);
    while (next.isPresent() && upcoming.size() < count) {
      upcoming.add(new Upcoming(next.get(), definition.dueAt(next.get())));
      next = definition.slotAfter(next.get());
    }
    return upcoming;
  }
}
