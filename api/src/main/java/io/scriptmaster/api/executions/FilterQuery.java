package io.scriptmaster.api.executions;

import io.scriptmaster.api.http.Query;
import io.scriptmaster.processors.history.ExecutionFilter;
import io.scriptmaster.schemas.EntityId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the filters of a list of executions from a query. */
final class FilterQuery {

  static final String[] PARAMETERS = {
    "script", "outcome", "trigger", "from", "to", "limit", "cursor"
  };

  private static final List<String> OUTCOMES =
      List.of("succeeded", "failed", "timed_out", "limit_exceeded", "rejected", "aborted");
  private static final List<String> TRIGGERS =
      List.of("event", "schedule", "web", "field", "console", "replay");

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private FilterQuery() {}

  static ExecutionFilter read(Query query) {
    Optional<Instant> from = moment(query, "from");
    Optional<Instant> to = moment(query, "to");
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw Query.refuse("from", "from is not after to");
    }
    return new ExecutionFilter(
        query
            .value("script", EntityId::parse, "the id of a script: " + EntityId.ACCEPTED)
            .map(EntityId::value),
        oneOf(query, "outcome", OUTCOMES),
        oneOf(query, "trigger", TRIGGERS),
        from,
        to);
  }

  private static Optional<String> oneOf(Query query, String name, List<String> words) {
    return query.value(
        name,
        text -> Optional.of(text).filter(words::contains),
        "one of " + String.join(", ", words));
  }

  private static Optional<Instant> moment(Query query, String name) {
    return query.value(
        name,
        FilterQuery::parseMoment,
        "a moment from 1970 to 9999 in ISO 8601, such as 2026-11-24T08:30:00Z");
  }

  private static Optional<Instant> parseMoment(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(moment -> !moment.isBefore(FIRST) && !moment.isAfter(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
