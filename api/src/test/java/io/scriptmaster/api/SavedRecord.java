package io.scriptmaster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes the record of an entity of what a command saves: fields have the same names in both. */
final class SavedRecord {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  private SavedRecord() {}

  /**
   * @param stamps the fields that the body does not have
   */
  static SpecificRecord of(EntityKind kind, CommandBody body, Map<String, Object> stamps) {
    Class<?> type =
        EntityCatalogue.all().stream()
            .filter(rules -> rules.kind() == kind)
            .<Class<?>>map(rules -> rules.topic(TOPICS).value())
            .findFirst()
            .orElseThrow();
    SpecificRecord record = make(SpecificData.get().getSchema(type));
    JsonNode json = tree(CommandJson.write(body));
    for (Schema.Field field : record.getSchema().getFields()) {
      Object stamp = stamps.get(field.name());
      record.put(field.pos(), stamp == null ? value(field, json) : stamp);
    }
    return record;
  }

  private static Object value(Schema.Field field, JsonNode record) {
    String duration = field.getProp("duration");
    if (duration != null) {
      return Duration.parse(record.get(duration).textValue()).toMillis();
    }
    JsonNode json = record.get(field.name());
    boolean isText = Boolean.TRUE.equals(field.getObjectProp("json"));
    return isText && json != null && !json.isNull() ? json.toString() : value(field.schema(), json);
  }

  private static Object value(Schema schema, JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> value(schema.getTypes().getLast(), json);
      case STRING -> json.textValue();
      case BOOLEAN -> json.booleanValue();
      case INT -> json.intValue();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? Instant.parse(json.textValue())
              : (Object) json.longValue();
      case BYTES -> ByteBuffer.wrap(bytes(json));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        json.forEach(item -> items.add(value(schema.getElementType(), item)));
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new HashMap<>();
        json.properties()
            .forEach(
                entry ->
                    entries.put(entry.getKey(), value(schema.getValueType(), entry.getValue())));
        yield entries;
      }
      case RECORD -> {
        SpecificRecord part = make(schema);
        schema.getFields().forEach(field -> part.put(field.pos(), value(field, json)));
        yield part;
      }
      default -> throw new IllegalStateException("no entity has a " + schema.getType());
    };
  }

  private static SpecificRecord make(Schema schema) {
    try {
      return (SpecificRecord)
          Class.forName(schema.getFullName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return json.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
