package io.scriptmaster.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.processors.entities.InvalidFieldException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a small body that is not, as it is sent, the body of a command. */
public final class JsonFields {

  private static final ObjectMapper JSON = Json.mapper().build();

  private final ObjectNode json;

  private JsonFields(ObjectNode json) {
    this.json = json;
  }

  /**
   * @throws InvalidFieldException where a field is not accepted
   */
  public static JsonFields of(JsonBody body, String... accepted) {
    TreeSet<String> names = new TreeSet<>(Set.of(accepted));
    for (String field : body.fields()) {
      if (!names.contains(field)) {
        throw new InvalidFieldException(
            field,
            "%s is not a field here; accepted: %s".formatted(field, String.join(", ", names)));
      }
    }
    return new JsonFields(tree(body));
  }

  /**
   * The text of a field; empty where it is missing or null.
   *
   * @throws InvalidFieldException where it is something else
   */
  public Optional<String> text(String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
      throw new InvalidFieldException(name, "%s is text".formatted(name));
    }
    return Optional.ofNullable(value.textValue());
  }

  /**
   * The number of a field; empty where it is missing or null.
   *
   * @throws InvalidFieldException where it is something else, or out of range
   */
  public Optional<Integer> number(String name, int least, int most) {
    JsonNode value = json.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw new InvalidFieldException(
          name, "%s is a number from %d to %d".formatted(name, least, most));
    }
    return Optional.of(value.intValue());
  }

  /** All fields but one, as the text of a JSON object. */
  public String without(String name) {
    return json.deepCopy().without(name).toString();
  }

  private static ObjectNode tree(JsonBody body) {
    try {
      return JSON.readValue(body.text(), ObjectNode.class);
    } catch (JsonProcessingException e) {
      // Without the cause: its message may repeat what was sent.
      throw new IllegalStateException("a body that was JSON before is none now");
    }
  }
}
