package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.executions.EventTypePattern;
import io.scriptmaster.schemas.EntityId;
import java.util.List;

/**
 * The body of the command that saves a listener.
 *
 * @param eventTypes 1 to {@value #MAX_PATTERNS} patterns, see {@link EventTypePattern}
 * @param script the id of a script of the same tenant
 * @param enabled a disabled listener hears nothing; true unless given
 */
public record SaveListener(List<String> eventTypes, String script, Boolean enabled)
    implements CommandBody {

  public static final int MAX_PATTERNS = 50;

  public SaveListener {
    if (eventTypes == null || eventTypes.isEmpty() || eventTypes.size() > MAX_PATTERNS) {
      throw new InvalidFieldException(
          "eventTypes",
          "eventTypes is a list of 1 to %d patterns such as issue.created or issue.*"
              .formatted(MAX_PATTERNS));
    }
    for (String pattern : eventTypes) {
      if (EventTypePattern.parse(pattern).isEmpty()) {
        throw new InvalidFieldException("eventTypes", EventTypePattern.ACCEPTED);
      }
    }
    if (EntityId.parse(script).isEmpty()) {
      throw new InvalidFieldException(
          "script", "script is the id of a script: " + EntityId.ACCEPTED);
    }
    eventTypes = List.copyOf(eventTypes);
    enabled = enabled == null || enabled;
  }
}
