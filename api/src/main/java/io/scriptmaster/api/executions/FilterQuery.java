package io.scriptmaster.api.executions;

import io.scriptmaster.api.http.Query;
import io.scriptmaster.processors.history.ExecutionFilter;
import io.scriptmaster.schemas.EntityId;
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

  private FilterQuery() {}

  static ExecutionFilter read(Query query) {
    query.requireOrder("from", "to");
    return new ExecutionFilter(
        query
            .value("script", EntityId::parse, "the id of a script: " + EntityId.ACCEPTED)
            .map(EntityId::value),
        oneOf(query, "outcome", OUTCOMES),
        oneOf(query, "trigger", TRIGGERS),
        query.moment("from"),
        query.moment("to"));
  }

  private static Optional<String> oneOf(Query query, String name, List<String> words) {
    return query.value(
        name,
        text -> Optional.of(text).filter(words::contains),
        "one of " + String.join(", ", words));
  }
}
