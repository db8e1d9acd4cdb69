package io.scriptmaster.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param contentType empty where there is no body
 */
public record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static Answer json(int status, JsonNode body) {
    return new Answer(status, JSON, Map.of(), Json.bytes(body));
  }

  /** With text that is JSON already. */
  public static Answer json(int status, String text) {
    return new Answer(status, JSON, Map.of(), text.getBytes(UTF_8));
  }

  public static Answer noContent() {
    return new Answer(204, "", Map.of(), NOTHING);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, more, body);
  }
}
