package io.scriptmaster.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Shows records as JSON: fields have the same names, moments are ISO 8601.
 *
 * <p>A field that its schema marks {@code "json": true} appears as the value that its text is; one
 * marked {@code "sensitive": true} does not appear. One marked {@code "duration": "<name>"} counts
 * milliseconds and appears under that name as an ISO 8601 duration.
 */
public final class RecordJson {

  /** What is stored was let in by somebody else's rules; it is only passed on. */
  private static final int MAX_STORED_DEPTH = 10_000;

  private static final JsonFactory STORED =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_STORED_DEPTH).build())
          .build();

  /** Always with milliseconds, so that the order of texts is that of moments. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String DURATION = "duration";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordJson() {}

  public static String text(SpecificRecord record) {
    return show(record).toString();
  }

  public static ObjectNode show(SpecificRecord record) {
    ObjectNode json = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (!isSensitive(field)) {
        json.set(shownAs(field), value(field, record.get(field.pos())));
      }
    }
    return json;
  }

  /** Whether the field is left out wherever records are shown. */
  public static boolean isSensitive(Schema.Field field) {
    return is(field, "sensitive");
  }

  private static String shownAs(Schema.Field field) {
    String duration = field.getProp(DURATION);
    return duration == null ? field.name() : duration;
  }

  private static JsonNode value(Schema.Field field, Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case String text when is(field, "json") -> parsed(text);
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long millis when field.getProp(DURATION) != null ->
          NODES.textNode(Duration.ofMillis(millis).toString());
      case Long number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Instant moment -> NODES.textNode(MOMENT.format(moment));
      case Collection<?> items ->
          NODES.arrayNode().addAll(items.stream().map(item -> value(field, item)).toList());
      case Map<?, ?> entries -> {
        ObjectNode json = NODES.objectNode();
        entries.forEach((name, item) -> json.set(name.toString(), value(field, item)));
        yield json;
      }
      case SpecificRecord part -> show(part);
      default ->
          throw new IllegalStateException(
              "no JSON is known for the %s of %s"
                  .formatted(value.getClass().getSimpleName(), field.name()));
    };
  }

  /** As it is, so that numbers keep every digit; as text where it is no JSON after all. */
  private static JsonNode parsed(String text) {
    try (JsonParser parser = STORED.createParser(text)) {
      if (parser.nextToken() != null) {
        parser.skipChildren();
        if (parser.nextToken() == null) {
          return NODES.pojoNode(new RawValue(text));
        }
      }
      return NODES.textNode(text);
    } catch (JsonProcessingException e) {
      return NODES.textNode(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string could not be read", e);
    }
  }

  private static boolean is(Schema.Field field, String mark) {
    return Boolean.TRUE.equals(field.getObjectProp(mark));
  }
}
