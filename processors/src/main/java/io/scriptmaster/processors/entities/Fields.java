package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.processors.executions.EventTypePattern;
import io.scriptmaster.processors.limits.LimitCheck;
import io.scriptmaster.schemas.EntityId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules that fields of several bodies share; each refuses with what would be accepted. */
final class Fields {

  static final int MAX_PATTERNS = 50;
  static final int MAX_JSON = 64 * 1024;

  private Fields() {}

  static void require(boolean valid, String field, String accepted) {
    if (!valid) {
      throw new InvalidFieldException(field, accepted);
    }
  }

  static void requireLimits(Optional<LimitCheck.Breach> breach) {
    breach.ifPresent(
        it -> {
          throw new InvalidFieldException(it.field(), it.message());
        });
  }

  static void requireScript(String script) {
    require(
        EntityId.parse(script).isPresent(),
        "script",
        "script is the id of a script: " + EntityId.ACCEPTED);
  }

  static void requireEventTypes(List<String> eventTypes) {
    require(
        eventTypes != null && !eventTypes.isEmpty() && eventTypes.size() <= MAX_PATTERNS,
        "eventTypes",
        "eventTypes is a list of 1 to %d patterns such as issue.created or issue.*"
            .formatted(MAX_PATTERNS));
    require(
        eventTypes.stream().allMatch(pattern -> EventTypePattern.parse(pattern).isPresent()),
        "eventTypes",
        EventTypePattern.ACCEPTED);
  }

  /**
   * @return the value, or the first of the accepted where it is null
   */
  static String oneOf(String field, String value, String... accepted) {
    if (value == null) {
      return accepted[0];
    }
    require(
        Set.of(accepted).contains(value),
        field,
        "%s is one of %s".formatted(field, String.join(", ", new TreeSet<>(Set.of(accepted)))));
    return value;
  }

  static void requireSmall(String field, JsonNode json) {
    require(
        json == null || json.toString().length() <= MAX_JSON,
        field,
        "%s is JSON of at most %d characters".formatted(field, MAX_JSON));
  }
}
