package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.executions.EventTypePattern;
import java.util.List;

/**
 * The body of the command that saves a listener.
 *
 * @param eventTypes 1 to {@value Fields#MAX_PATTERNS} patterns, see {@link EventTypePattern}
 * @param script the id of a script of the same tenant
 * @param filter null or a JavaScript expression over {@code event}, at most {@value #MAX_FILTER}
 *     characters; its syntax is checked at the door
 * @param onFailure continue (unless given) or park: what becomes of later events of a key after one
 *     failed for good
 * @param enabled a disabled listener hears nothing; true unless given
 */
public record SaveListener(
    List<String> eventTypes, String script, String filter, String onFailure, Boolean enabled)
    implements CommandBody {

  public static final int MAX_FILTER = 4_000;

  public SaveListener {
    Fields.requireEventTypes(eventTypes);
    Fields.requireScript(script);
    Fields.require(
        filter == null || !filter.isBlank() && filter.length() <= MAX_FILTER,
        "filter",
        "filter is a JavaScript expression of 1 to %d characters, such as event.payload.points > 3"
            .formatted(MAX_FILTER));
    onFailure = Fields.oneOf("onFailure", onFailure, "continue", "park");
    eventTypes = List.copyOf(eventTypes);
    enabled = enabled == null || enabled;
  }
}
