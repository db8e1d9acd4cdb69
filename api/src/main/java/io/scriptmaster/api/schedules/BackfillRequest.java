package io.scriptmaster.api.schedules;

import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.JsonFields;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.scheduler.Upcoming;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code POST …/backfill}: a past range, no earlier than the ledger remembers.
 *
 * @param from the first moment of the range
 * @param to the first moment behind it
 * @param overlap instead of the schedule's own
 */
record BackfillRequest(Instant from, Instant to, Optional<String> overlap) {

  static final int MAX_SLOTS = 1_000;
  static final Duration MAX_AGE = Duration.ofDays(30);

  private static final List<String> OVERLAPS =
      List.of("skip", "buffer_one", "buffer_all", "allow", "cancel_other");

  /**
   * @throws InvalidFieldException where a field is missing, unknown or not acceptable
   */
  static BackfillRequest read(JsonBody body, Instant now) {
    JsonFields fields = JsonFields.of(body, "from", "to", "overlap");
    Instant from = moment(fields, "from");
    Instant to = moment(fields, "to");
    if (from.isBefore(now.minus(MAX_AGE))) {
      throw new InvalidFieldException(
          "from",
          "from is at most %d days ago: nobody knows any more what ran before"
              .formatted(MAX_AGE.toDays()));
    }
    if (to.isAfter(now)) {
      throw new InvalidFieldException("to", "to is not later than now: a backfill is of the past");
    }
    if (!from.isBefore(to)) {
      throw new InvalidFieldException("from", "from is before to");
    }
    return new BackfillRequest(from, to, overlap(fields));
  }

  /**
   * How many moments of the schedule are in the range.
   *
   * @throws InvalidFieldException where there are more than {@value #MAX_SLOTS}
   */
  int slotsOf(Schedule schedule) {
    int slots = Upcoming.count(schedule, from, to, MAX_SLOTS + 1);
    if (slots > MAX_SLOTS) {
      throw new InvalidFieldException(
          "to", "the range has more than %,d slots; ask for it in parts".formatted(MAX_SLOTS));
    }
    return slots;
  }

  private static Optional<String> overlap(JsonFields fields) {
    Optional<String> overlap = fields.text("overlap");
    if (overlap.filter(it -> !OVERLAPS.contains(it)).isPresent()) {
      throw new InvalidFieldException(
          "overlap", "overlap is one of " + String.join(", ", OVERLAPS));
    }
    return overlap;
  }

  private static Instant moment(JsonFields fields, String name) {
    try {
      return fields
          .text(name)
          .map(text -> wholeMillis(OffsetDateTime.parse(text).toInstant()))
          .orElseThrow(() -> notAMoment(name));
    } catch (DateTimeException e) {
      throw notAMoment(name);
    }
  }

  /** Slots are at whole seconds: the next millisecond bounds the same ones. */
  private static Instant wholeMillis(Instant moment) {
    Instant whole = moment.truncatedTo(ChronoUnit.MILLIS);
    return whole.equals(moment) ? whole : whole.plusMillis(1);
  }

  private static InvalidFieldException notAMoment(String name) {
    return new InvalidFieldException(
        name, "%s is a moment in ISO 8601, such as 2026-11-24T08:30:00Z".formatted(name));
  }
}
