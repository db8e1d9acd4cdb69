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

  /**
   * How many moments the timing has from one on and before another, whether or not the schedule is
   * enabled.
   *
   * @param atMost counts no further
   */
  public static int count(Schedule schedule, Instant from, Instant to, int atMost) {
    ScheduleDefinition definition = ScheduleDefinition.of(schedule);
    int count = 0;
    Optional<Instant> next = definition.momentFrom(from);
    while (count < atMost && next.filter(it -> it.isBefore(to)).isPresent()) {
      count++;
      next = definition.momentFrom(next.get().plusMillis(1));
    }
    return count;
  }
}
