package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The body of the command that saves a custom field.
 *
 * @param type text (unless given), number, boolean, date, datetime or json
 * @param script the id of a script of the same tenant
 * @param eventTypes patterns of the events that make the value be computed anew
 * @param rendering any JSON object, for whoever shows the field, or null
 */
public record SaveCustomField(
    String type, String script, List<String> eventTypes, JsonNode rendering)
    implements CommandBody {

  public SaveCustomField {
    type = Fields.oneOf("type", type, "text", "number", "boolean", "date", "datetime", "json");
    Fields.requireScript(script);
    Fields.requireEventTypes(eventTypes);
    rendering = rendering == null || rendering.isNull() ? null : rendering;
    Fields.require(
        rendering == null || rendering.isObject(), "rendering", "rendering is a JSON object");
    Fields.requireSmall("rendering", rendering);
    eventTypes = List.copyOf(eventTypes);
  }
}
