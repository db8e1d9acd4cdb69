package io.scriptmaster.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Shows Avro records as JSON: the names of the fields are the same, moments are ISO 8601. */
public final class AvroJson {

  private final Set<String> jsonFields;

  /**
   * @param jsonFields names of the fields whose text is JSON: they appear as the values that they
   *     are
   */
  public AvroJson(String... jsonFields) {
    this.jsonFields = Set.of(jsonFields);
  }

  public ObjectNode show(SpecificRecord record) {
    ObjectNode json = Json.object();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.set(field.name(), value(field.name(), record.get(field.pos())));
    }
    return json;
  }

  private JsonNode value(String field, Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case String text when jsonFields.contains(field) -> Json.stored(text);
      case String text -> TextNode.valueOf(text);
      case Integer number -> IntNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Boolean flag -> BooleanNode.valueOf(flag);
      case Instant moment -> TextNode.valueOf(moment.toString());
      case Collection<?> items ->
          JsonNodeFactory.instance
              .arrayNode()
              .addAll(items.stream().map(item -> value(field, item)).toList());
      case SpecificRecord part -> show(part);
      default ->
          throw new IllegalStateException(
              "no JSON is known for %s of %s".formatted(value.getClass(), field));
    };
  }
}
