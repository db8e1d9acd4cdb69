package io.scriptmaster.timings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Which days a cron expression admits. */
sealed interface DayRule {

  boolean admits(LocalDate date);

  /** Both must admit the day. */
  record Both(DayRule first, DayRule second) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return first.admits(date) && second.admits(date);
    }
  }

  /** As cron does where both day fields say something: either is enough. */
  record Either(DayRule first, DayRule second) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return first.admits(date) || second.admits(date);
    }
  }

  /** Days by number: bits 1 to 31. */
  record OfMonth(long days) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return (days & 1L << date.getDayOfMonth()) != 0;
    }
  }

  /** So many days before the last of the month: {@code L}, {@code L-3}. */
  record FromEnd(int daysBefore) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return date.getDayOfMonth() == date.lengthOfMonth() - daysBefore;
    }
  }

  /**
   * The weekday nearest to a day, in the same month: {@code 15W}; {@code LW} where the day is 0. A
   * month that lacks the day has none.
   */
  record NearestWeekday(int day) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      int wanted = day == 0 ? date.lengthOfMonth() : day;
      return wanted <= date.lengthOfMonth() && nearest(date.withDayOfMonth(wanted)).equals(date);
    }

    private static LocalDate nearest(LocalDate date) {
      boolean first = date.getDayOfMonth() == 1;
      boolean last = date.getDayOfMonth() == date.lengthOfMonth();
      return switch (date.getDayOfWeek()) {
        case SATURDAY -> first ? date.plusDays(2) : date.minusDays(1);
        case SUNDAY -> last ? date.minusDays(2) : date.plusDays(1);
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
      };
    }
  }

  /** Days by name. */
  record OfWeek(Set<DayOfWeek> days) implements DayRule {

    public OfWeek {
      days = Set.copyOf(days);
    }

    @Override
    public boolean admits(LocalDate date) {
      return days.contains(date.getDayOfWeek());
    }
  }

  /** The n-th such day of the month: {@code MON#2}. */
  record NthOfWeek(DayOfWeek day, int n) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 + 1 == n;
    }
  }

  /** The last such day of the month: {@code FRIL}. */
  record LastOfWeek(DayOfWeek day) implements DayRule {

    @Override
    public boolean admits(LocalDate date) {
      return date.getDayOfWeek() == day && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }
  }
}
