package io.scriptmaster.timings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an interval: {@code 90s}, {@code 1h30m}, {@code 2 days}, {@code PT90S}. */
final class IntervalText {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9}) ?(?:d|days?))? ?"
              + "(?:(\\d{1,9}) ?(?:h|hours?))? ?"
              + "(?:(\\d{1,9}) ?(?:m|min|minutes?))? ?"
              + "(?:(\\d{1,9}) ?(?:s|sec|seconds?))?");

  private IntervalText() {}

  /**
   * @param text in lower case
   */
  static Duration read(String text) {
    Duration interval = text.startsWith("p") ? iso(text) : inUnits(text);
    if (interval.getNano() != 0
        || interval.compareTo(SHORTEST) < 0
        || interval.compareTo(LONGEST) > 0) {
      throw refused(text);
    }
    return interval;
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw refused(text);
    }
  }

  private static Duration inUnits(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw refused(text);
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static RefusedTextException refused(String text) {
    return new RefusedTextException(
        "every: '%s' is no interval; it takes 1s to 366d in whole seconds, such as 90s, 5m, 1h30m or PT90S"
            .formatted(text));
  }
}
