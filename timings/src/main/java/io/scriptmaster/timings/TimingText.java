package io.scriptmaster.timings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a timing as people write it.
 *
 * <ul>
 *   <li>5 fields as of Unix: minute, hour, day-of-month, month, day-of-week; Sunday is 0 or 7
 *   <li>6 fields as of Quartz, with the second first; Sunday is 1
 *   <li>{@code @hourly}, {@code @daily}, {@code @midnight}, {@code @weekly}, {@code @monthly},
 *       {@code @yearly}, {@code @annually}
 *   <li>{@code every 90s}, {@code every 1h30m}, {@code @every PT90S}: 1 s to 366 days
 *   <li>{@code at 2026-12-01T09:00}, of the time zone's clock, or {@code at 2026-12-01T09:00Z}
 * </ul>
 */
public final class TimingText {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED =
      "cron is 5 fields (minute hour day-of-month month day-of-week) such as 0 9 * * MON-FRI, 6 with the second first"
          + " such as 0 0 9 ? * MON-FRI, a macro such as @hourly, an interval such as every 90s, or one moment such as"
          + " at 2026-12-01T09:00";

  private static final int MAX_LENGTH = 200;

  private static final Map<String, String> MACROS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private TimingText() {}

  /** What a text turned out to be. */
  public sealed interface Reading {

    /** It is a timing. */
    record Readable(Timing timing) implements Reading {}

    /**
     * It is none.
     *
     * @param message names the part that is wrong and what that part accepts
     */
    record Refused(String message) implements Reading {}
  }

  public static Reading read(String text) {
    if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
      return new Reading.Refused(ACCEPTED);
    }
    try {
      return new Reading.Readable(timing(text.strip().replaceAll("\\s+", " ")));
    } catch (RefusedTextException e) {
      return new Reading.Refused(e.getMessage());
    }
  }

  private static Timing timing(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Optional<String> interval = after(lower, "every ").or(() -> after(lower, "@every "));
    if (interval.isPresent()) {
      return new EveryTiming(IntervalText.read(interval.get()), Instant.EPOCH);
    }
    Optional<String> moment = after(text, "at ").or(() -> after(text, "@at "));
    if (moment.isPresent()) {
      return moment(moment.get());
    }
    return cron(text.startsWith("@") ? macro(lower) : text);
  }

  private static Optional<String> after(String text, String prefix) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }

  private static String macro(String text) {
    String expression = MACROS.get(text);
    if (expression == null) {
      throw new RefusedTextException(
          "%s is none of @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually"
              .formatted(text));
    }
    return expression;
  }

  private static Timing cron(String text) {
    CronFields fields = CronText.read(text);
    if (fields.from(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
      throw new RefusedTextException(
          "%s never comes due: no month of day-of-month has such a day".formatted(text));
    }
    return new CronTiming(fields);
  }

  private static Timing moment(String text) {
    try {
      MomentTiming moment =
          text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? MomentTiming.of(OffsetDateTime.parse(text))
              : new MomentTiming(LocalDateTime.parse(text), Optional.empty());
      if (moment.local().get(ChronoField.NANO_OF_SECOND) == 0) {
        return moment;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new RefusedTextException(
        "at: '%s' is no moment; it takes whole seconds, such as 2026-12-01T09:00, 2026-12-01T09:00:30Z or"
                .formatted(text)
            + " 2026-12-01T09:00+01:00");
  }
}
