package io.scriptmaster.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.timings.Timetable;
import io.scriptmaster.timings.TimingText;
import io.scriptmaster.timings.TimingText.Reading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A schedule as the scheduler sees it.
 *
 * @param timetable empty where the timing or the zone can't be read: another version accepted it
 * @param delay the schedule's part of its jitter
 */
record ScheduleDefinition(
    Schedule schedule,
    Optional<Timetable> timetable,
    Overlap overlap,
    CatchUpRule catchUp,
    Duration delay) {

  static ScheduleDefinition of(Schedule schedule) {
    return new ScheduleDefinition(
        schedule,
        timetable(schedule),
        Overlap.of(schedule.getOverlap()),
        CatchUpRule.of(schedule.getCatchUp()),
        delay(schedule));
  }

  /** The first slot later than this moment; none of a disabled schedule. */
  Optional<Instant> slotAfter(Instant moment) {
    return schedule.getEnabled() ? timetable.flatMap(it -> it.after(moment)) : Optional.empty();
  }

  Instant dueAt(Instant slotTime) {
    return slotTime.plus(delay);
  }

  boolean hasTheTimingOf(ScheduleDefinition other) {
    return schedule.getEnabled() == other.schedule.getEnabled()
        && timetable.equals(other.timetable)
        && delay.equals(other.delay);
  }

  private static Optional<Timetable> timetable(Schedule schedule) {
    return switch (TimingText.read(schedule.getCron())) {
      case Reading.Readable(var timing) ->
          zone(schedule)
              .map(
                  zone ->
                      new Timetable(
                          timing,
                          zone,
                          Optional.ofNullable(schedule.getStartAt()),
                          Optional.ofNullable(schedule.getEndAt())));
      case Reading.Refused(var message) -> Optional.empty();
    };
  }

  /** Time zones are renamed now and then. */
  private static Optional<ZoneId> zone(Schedule schedule) {
    try {
      return Optional.of(ZoneId.of(schedule.getTimeZone()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same for the same schedule, and spread evenly over many. */
  private static Duration delay(Schedule schedule) {
    long jitter = Duration.parse(schedule.getJitter()).toMillis();
    CRC32C spread = new CRC32C();
    spread.update((schedule.getTenant() + "/" + schedule.getId()).getBytes(UTF_8));
    return Duration.ofMillis(spread.getValue() * (jitter + 1) >>> 32);
  }
}
