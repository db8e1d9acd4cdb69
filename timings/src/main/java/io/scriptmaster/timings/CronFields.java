package io.scriptmaster.timings;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * What a cron expression admits. A set bit is an admitted value.
 *
 * @param seconds bits 0 to 59
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param days which days of a month that is admitted
 * @param months bits 1 to 12
 */
record CronFields(long seconds, long minutes, long hours, DayRule days, long months) {

  /** The rarest expression, the 29th of February on a given weekday, is up to 40 years away. */
  private static final int HORIZON_YEARS = 100;

  private static final int NONE = Long.SIZE;

  /** It comes due in two consecutive hours of a day. */
  boolean hourlyOrFiner() {
    long nextDay = (hours & 1) << 24;
    return (hours & ((hours | nextDay) >>> 1)) != 0;
  }

  /**
   * The first admitted local time from this whole second on; empty where none comes within a
   * hundred years.
   */
  Optional<LocalDateTime> from(LocalDateTime start) {
    LocalDate date = start.toLocalDate();
    if (isAdmitted(date)) {
      Optional<LocalTime> today = timeFrom(start.toLocalTime());
      if (today.isPresent()) {
        return today.map(date::atTime);
      }
    }
    return dateAfter(date).map(next -> next.atTime(firstTime()));
  }

  private Optional<LocalDate> dateAfter(LocalDate date) {
    int horizon = date.getYear() + HORIZON_YEARS;
    LocalDate next = date.plusDays(1);
    while (next.getYear() <= horizon) {
      if (!isMonthAdmitted(next)) {
        next = next.withDayOfMonth(1).plusMonths(1);
      } else if (days.admits(next)) {
        return Optional.of(next);
      } else {
        next = next.plusDays(1);
      }
    }
    return Optional.empty();
  }

  private boolean isAdmitted(LocalDate date) {
    return isMonthAdmitted(date) && days.admits(date);
  }

  private boolean isMonthAdmitted(LocalDate date) {
    return (months & 1L << date.getMonthValue()) != 0;
  }

  private LocalTime firstTime() {
    return LocalTime.of(first(hours, 0), first(minutes, 0), first(seconds, 0));
  }

  private Optional<LocalTime> timeFrom(LocalTime time) {
    int hour = first(hours, time.getHour());
    if (hour == NONE) {
      return Optional.empty();
    }
    if (hour > time.getHour()) {
      return Optional.of(LocalTime.of(hour, first(minutes, 0), first(seconds, 0)));
    }
    int minute = first(minutes, time.getMinute());
    if (minute == time.getMinute()) {
      int second = first(seconds, time.getSecond());
      if (second != NONE) {
        return Optional.of(LocalTime.of(hour, minute, second));
      }
      minute = first(minutes, minute + 1);
    }
    if (minute != NONE) {
      return Optional.of(LocalTime.of(hour, minute, first(seconds, 0)));
    }
    int later = first(hours, hour + 1);
    return later == NONE
        ? Optional.empty()
        : Optional.of(LocalTime.of(later, first(minutes, 0), first(seconds, 0)));
  }

  /** The first admitted value from this one on, or {@link #NONE}. */
  private static int first(long admitted, int from) {
    return Long.numberOfTrailingZeros(admitted & -1L << from);
  }
}
