package io.scriptmaster.timings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron expression on the wall clock of a time zone.
 *
 * <p>Where the clock is put forward, a time that is skipped comes due at the first instant after
 * the gap, once however many times were skipped. Where it is put back, a time that comes twice
 * counts the first time only; both times where the expression comes due in consecutive hours
 * ({@link CronFields#hourlyOrFiner}).
 *
 * <p>Between two changes the clock runs evenly, so that a stretch is searched as if there were no
 * zones, and only its two ends need a thought.
 */
record CronTiming(CronFields fields) implements Timing {

  @Override
  public Optional<Instant> after(Instant moment, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    Instant start = moment.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    ZoneOffset offset = rules.getOffset(start);
    LocalDateTime from =
        notRepeated(LocalDateTime.ofEpochSecond(start.getEpochSecond(), 0, offset), offset, rules);
    ZoneOffsetTransition end = rules.nextTransition(start);
    Optional<LocalDateTime> next = fields.from(from);
    while (next.isPresent() && end != null && !next.get().isBefore(end.getDateTimeBefore())) {
      if (next.get().isBefore(end.getDateTimeAfter())) {
        return Optional.of(end.getInstant());
      }
      if (end.isOverlap() && fields.hourlyOrFiner()) {
        next = fields.from(end.getDateTimeAfter());
      }
      offset = end.getOffsetAfter();
      end = rules.nextTransition(end.getInstant());
    }
    ZoneOffset valid = offset;
    return next.map(local -> local.toInstant(valid));
  }

  /** Leaps over what comes a second time, unless that counts. */
  private LocalDateTime notRepeated(LocalDateTime local, ZoneOffset offset, ZoneRules rules) {
    if (fields.hourlyOrFiner()) {
      return local;
    }
    ZoneOffsetTransition transition = rules.getTransition(local);
    boolean again =
        transition != null && transition.isOverlap() && offset.equals(transition.getOffsetAfter());
    return again ? transition.getDateTimeBefore() : local;
  }
}
