package io.scriptmaster.timings;

import io.scriptmaster.timings.TimingText.Reading;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** What tests read, and see. */
final class Read {

  private Read() {}

  static Timing timing(String text) {
    return switch (TimingText.read(text)) {
      case Reading.Readable(var timing) -> timing;
      case Reading.Refused(var message) -> throw new AssertionError(message);
    };
  }

  static String refusal(String text) {
    return switch (TimingText.read(text)) {
      case Reading.Readable(var timing) -> throw new AssertionError("reads as " + timing);
      case Reading.Refused(var message) -> message;
    };
  }

  static Timetable timetable(String text, String zone) {
    return new Timetable(timing(text), ZoneId.of(zone), Optional.empty(), Optional.empty());
  }

  /** The next moments as the clock of the zone shows them, with the offset. */
  static List<String> next(String text, String zone, String after, int count) {
    return timetable(text, zone).after(Instant.parse(after), count).stream()
        .map(moment -> ZonedDateTime.ofInstant(moment, ZoneId.of(zone)).toOffsetDateTime())
        .map(Object::toString)
        .toList();
  }
}
