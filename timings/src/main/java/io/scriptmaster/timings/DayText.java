package io.scriptmaster.timings;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the two day fields of a cron expression, which have forms of their own. */
final class DayText {

  private final CronField daysOfWeek;

  private DayText(CronField daysOfWeek) {
    this.daysOfWeek = daysOfWeek;
  }

  /**
   * As cron does: where one of the fields begins with an asterisk both must admit a day, else
   * either is enough. Quartz leaves no choice: there one is {@code ?} or {@code *}.
   *
   * @param daysOfWeek how weekdays are numbered
   */
  static DayRule read(String ofMonth, String ofWeek, CronField daysOfWeek) {
    DayRule first = ofMonth(ofMonth);
    DayRule second = new DayText(daysOfWeek).ofWeek(ofWeek);
    if (isOpen(ofMonth) || isOpen(ofWeek)) {
      return new DayRule.Both(first, second);
    }
    if (daysOfWeek == CronField.QUARTZ_DAY_OF_WEEK) {
      throw daysOfWeek.refused(
          ofWeek, "with 6 fields, one of day-of-month and day-of-week is ? or *");
    }
    return new DayRule.Either(first, second);
  }

  private static boolean isOpen(String field) {
    return field.startsWith("*") || field.equals("?");
  }

  private static DayRule ofMonth(String text) {
    if (text.equals("?")) {
      return new DayRule.OfMonth(CronField.DAY_OF_MONTH.bits("*"));
    }
    List<DayRule> rules = new ArrayList<>();
    for (String part : text.toUpperCase(Locale.ROOT).split(",", -1)) {
      rules.add(partOfMonth(part));
    }
    return anyOf(rules);
  }

  private static DayRule partOfMonth(String part) {
    if (part.equals("L")) {
      return new DayRule.FromEnd(0);
    }
    if (part.equals("LW") || part.equals("WL")) {
      return new DayRule.NearestWeekday(0);
    }
    if (part.matches("L-\\d{1,2}")) {
      int before = Integer.parseInt(part.substring(2));
      if (before > 30) {
        throw CronField.DAY_OF_MONTH.refused(part);
      }
      return new DayRule.FromEnd(before);
    }
    if (part.matches("\\d{1,2}W")) {
      return new DayRule.NearestWeekday(
          CronField.DAY_OF_MONTH.value(part.substring(0, part.length() - 1)));
    }
    return new DayRule.OfMonth(CronField.DAY_OF_MONTH.bits(part));
  }

  private DayRule ofWeek(String text) {
    if (text.equals("?")) {
      return new DayRule.OfWeek(EnumSet.allOf(DayOfWeek.class));
    }
    List<DayRule> rules = new ArrayList<>();
    for (String part : text.toUpperCase(Locale.ROOT).split(",", -1)) {
      rules.add(partOfWeek(part));
    }
    return anyOf(rules);
  }

  private DayRule partOfWeek(String part) {
    if (part.equals("L") && daysOfWeek == CronField.QUARTZ_DAY_OF_WEEK) {
      return new DayRule.OfWeek(Set.of(DayOfWeek.SATURDAY));
    }
    int hash = part.indexOf('#');
    if (hash >= 0) {
      String n = part.substring(hash + 1);
      if (!n.matches("[1-5]")) {
        throw daysOfWeek.refused(part, "# is followed by 1 to 5, such as MON#2");
      }
      return new DayRule.NthOfWeek(day(part.substring(0, hash)), Integer.parseInt(n));
    }
    if (part.endsWith("L") && part.length() > 1) {
      return new DayRule.LastOfWeek(day(part.substring(0, part.length() - 1)));
    }
    return new DayRule.OfWeek(days(daysOfWeek.bits(part)));
  }

  private DayOfWeek day(String text) {
    return day(daysOfWeek.value(text));
  }

  private Set<DayOfWeek> days(long bits) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (int value = 0; value <= 7; value++) {
      if ((bits & 1L << value) != 0) {
        days.add(day(value));
      }
    }
    return days;
  }

  private DayOfWeek day(int value) {
    int fromSunday = daysOfWeek == CronField.QUARTZ_DAY_OF_WEEK ? value - 1 : value % 7;
    return DayOfWeek.SUNDAY.plus(fromSunday);
  }

  private static DayRule anyOf(List<DayRule> rules) {
    return rules.stream().reduce(DayRule.Either::new).orElseThrow();
  }
}
