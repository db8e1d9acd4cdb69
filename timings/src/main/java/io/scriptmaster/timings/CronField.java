package io.scriptmaster.timings;

import java.util.List;
import java.util.Locale;

/** The fields of a cron expression: what each accepts. */
enum CronField {
  SECOND("second", 0, 59, List.of(), ""),
  MINUTE("minute", 0, 59, List.of(), ""),
  HOUR("hour", 0, 23, List.of(), ""),
  DAY_OF_MONTH("day-of-month", 1, 31, List.of(), ", and ?, L, L-3, LW, 15W"),
  MONTH(
      "month",
      1,
      12,
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
      " or JAN-DEC"),
  /** Of Unix: Sunday is 0 and 7. */
  DAY_OF_WEEK(
      "day-of-week", 0, 7, Days.NAMES, " (Sunday is 0 or 7) or SUN-SAT, and ?, FRIL, MON#2"),
  /** Of Quartz: Sunday is 1. */
  QUARTZ_DAY_OF_WEEK(
      "day-of-week", 1, 7, Days.NAMES, " (1 is Sunday) or SUN-SAT, and ?, L, FRIL, MON#2");

  private static final class Days {
    static final List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  }

  private final String title;
  private final int min;
  private final int max;
  private final List<String> names;
  private final String also;

  CronField(String title, int min, int max, List<String> names, String also) {
    this.title = title;
    this.min = min;
    this.max = max;
    this.names = names;
    this.also = also;
  }

  /** The values that a list of single ones, ranges and steps admits, as bits. */
  long bits(String text) {
    long bits = 0;
    for (String part : text.split(",", -1)) {
      bits |= partBits(part);
    }
    return bits;
  }

  private long partBits(String part) {
    int slash = part.indexOf('/');
    String range = slash < 0 ? part : part.substring(0, slash);
    int dash = range.indexOf('-');
    if (slash < 0 && dash < 0 && !range.equals("*")) {
      return 1L << value(range);
    }
    int step = slash < 0 ? 1 : step(part, part.substring(slash + 1));
    if (range.equals("*")) {
      return steps(min, last(), step);
    }
    return dash < 0
        ? steps(value(range), last(), step)
        : range(value(range.substring(0, dash)), value(range.substring(dash + 1)), step);
  }

  /** A range may lead over the end: 22-2 is 22, 23, 0, 1, 2. */
  private long range(int from, int to, int step) {
    if (from <= to) {
      return steps(from, to, step);
    }
    int size = last() - min + 1;
    long bits = 0;
    for (int value = from; value <= to + size; value += step) {
      bits |= 1L << (value > last() ? value - size : value);
    }
    return bits;
  }

  private static long steps(int from, int to, int step) {
    long bits = 0;
    for (int value = from; value <= to; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  private int step(String part, String text) {
    if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
      throw refused(
          part,
          "a step is 1 to %d; for intervals beyond the field write every 90m or the like"
              .formatted(max));
    }
    return Integer.parseInt(text);
  }

  /** One value, by number or name. */
  int value(String text) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + (this == MONTH || this == QUARTZ_DAY_OF_WEEK ? 1 : 0);
    }
    if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw refused(text);
    }
    return Integer.parseInt(text);
  }

  /** The last value that is no second name of another. */
  private int last() {
    return this == DAY_OF_WEEK ? 6 : max;
  }

  RefusedTextException refused(String text) {
    return refused(text, "it takes %d-%d%s, with * , - and /".formatted(min, max, also));
  }

  RefusedTextException refused(String text, String accepted) {
    return new RefusedTextException(
        "%s: '%s' is not accepted; %s".formatted(title, text, accepted));
  }
}
