package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.executions.EventTypePattern;
import java.util.List;

/**
 * The body of the command that saves a listener.
 *
 * @param eventTypes 1 to {@value Fields#MAX_PATTERNS} patterns, see {@link EventTypePattern}
 * @param script the id of a script of the same tenant
 * @param enabled a disabled listener hears nothing; true unless given
 */
public record SaveListener(List<String> eventTypes, String script, Boolean enabled)
    implements CommandBody {

  public SaveListener {
    Fields.requireEventTypes(eventTypes);
    Fields.requireScript(script);
    eventTypes = List.copyOf(eventTypes);
    enabled = enabled == null || enabled;
  }
}
