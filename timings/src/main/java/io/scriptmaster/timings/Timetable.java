package io.scriptmaster.timings;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A timing in a time zone, between a start and an end.
 *
 * @param startAt no moment is before; an interval counts from here, else from 1970
 * @param endAt no moment is after
 */
public record Timetable(
    Timing timing, ZoneId zone, Optional<Instant> startAt, Optional<Instant> endAt) {

  public Timetable {
    if (timing instanceof EveryTiming every) {
      timing = startAt.map(every::from).orElse(every);
    }
  }

  /** The first moment later than this one, or empty where none is to come. */
  public Optional<Instant> after(Instant moment) {
    Instant from =
        startAt
            .map(start -> start.minusNanos(1))
            .filter(beforeStart -> beforeStart.isAfter(moment))
            .orElse(moment);
    return timing.after(from, zone).filter(next -> endAt.isEmpty() || !next.isAfter(endAt.get()));
  }

  /** Up to {@code count} moments later than this one, in order. */
  public List<Instant> after(Instant moment, int count) {
    List<Instant> moments = new ArrayList<>();
    Optional<Instant> next = after(moment);
    while (next.isPresent() && moments.size() < count) {
      moments.add(next.get());
      next = after(next.get());
    }
    return moments;
  }
}
