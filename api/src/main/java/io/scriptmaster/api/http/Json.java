package io.scriptmaster.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;

/** JSON as the API reads and writes it. */
public final class Json {

  /** How deep a body may be nested. */
  public static final int MAX_DEPTH = 200;

  private static final JsonFactory STRICT = factory();
  private static final ObjectMapper WRITER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A mapper that keeps the limits of bodies. */
  public static JsonMapper.Builder mapper() {
    return JsonMapper.builder(factory());
  }

  static JsonParser strictParser(String text) throws IOException {
    return STRICT.createParser(text);
  }

  static byte[] bytes(JsonNode json) {
    try {
      return WRITER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /**
   * Copies the parser's current value as text without spaces, token by token; numbers stay as they
   * are written.
   */
  public static String compact(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = STRICT.createGenerator(text)) {
      new CompactCopy(parser, generator).copyValue();
    }
    return text.toString();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        // Names come from strangers: they must not fill the JVM's table of strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
        .build();
  }
}
