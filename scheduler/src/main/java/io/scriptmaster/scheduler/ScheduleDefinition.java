package io.scriptmaster.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.FormerTiming;
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
        timetable(
            schedule.getCron(), schedule.getTimeZone(), schedule.getStartAt(), schedule.getEndAt()),
        Overlap.of(schedule.getOverlap()),
        CatchUpRule.of(schedule.getCatchUp()),
        delay(schedule));
  }

  /** The first slot later than this moment; none of a disabled schedule. */
  Optional<Instant> slotAfter(Instant moment) {
    return schedule.getEnabled() ? timetable.flatMap(it -> it.after(moment)) : Optional.empty();
  }

  /** The first moment of its timing from this one on, whether or not it is enabled. */
  Optional<Instant> momentFrom(Instant moment) {
    return timetable.flatMap(it -> it.after(moment.minusNanos(1)));
  }

  Instant dueAt(Instant slotTime) {
    return slotTime.plus(delay);
  }

  boolean hasTheTimingOf(ScheduleDefinition other) {
    return schedule.getEnabled() == other.schedule.getEnabled()
        && timetable.equals(other.timetable)
        && delay.equals(other.delay);
  }

  /** This timing, whose slots were decided later than one moment and up to another. */
  FormerTiming untilNow(Instant since, Instant upTo) {
    return FormerTiming.newBuilder()
        .setCron(schedule.getCron())
        .setTimeZone(schedule.getTimeZone())
        .setStartAt(schedule.getStartAt())
        .setEndAt(schedule.getEndAt())
        .setSince(since)
        .setUpTo(upTo)
        .build();
  }

  /** Whether this slot was one of the timing, and was decided. */
  static boolean hasDecided(FormerTiming former, Instant slotTime) {
    return slotTime.isAfter(former.getSince())
        && !slotTime.isAfter(former.getUpTo())
        && timetable(former.getCron(), former.getTimeZone(), former.getStartAt(), former.getEndAt())
            .flatMap(it -> it.after(slotTime.minusNanos(1)))
            .filter(slotTime::equals)
            .isPresent();
  }

  private static Optional<Timetable> timetable(
      String cron, String timeZone, Instant startAt, Instant endAt) {
    return switch (TimingText.read(cron)) {
      case Reading.Readable(var timing) ->
          zone(timeZone)
              .map(
                  zone ->
                      new Timetable(
                          timing, zone, Optional.ofNullable(startAt), Optional.ofNullable(endAt)));
      case Reading.Refused(var message) -> Optional.empty();
    };
  }

  /** Time zones are renamed now and then. */
  private static Optional<ZoneId> zone(String timeZone) {
    try {
      return Optional.of(ZoneId.of(timeZone));
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
