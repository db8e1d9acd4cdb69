package io.scriptmaster.processors.executions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.io.IOException;
import java.util.Optional;

/**
 * What a trigger event must keep to, whoever sent it: checked at the API's door and again when it
 * is read from the topic.
 */
public final class TriggerEventRules {

  public static final int MAX_ID = 200;
  public static final int MAX_KEY = 500;
  public static final int MAX_PAYLOAD = 1024 * 1024;

  /** Header names and values together. */
  public static final int MAX_HEADERS = 32 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private TriggerEventRules() {}

  /**
   * A rule that is broken.
   *
   * @param code stable
   * @param field the field of the event
   * @param message what is accepted
   */
  public record Breach(String code, String field, String message) {}

  /** The first rule that the event breaks, or empty where it keeps all. */
  public static Optional<Breach> check(TriggerEvent event) {
    if (TenantId.parse(event.getTenant()).isEmpty()) {
      return breach("invalid_tenant", "tenant", "a tenant id is " + TenantId.ACCEPTED);
    }
    if (event.getId().isBlank() || event.getId().length() > MAX_ID) {
      return breach(
          "invalid_event_id",
          "id",
          "an event's id is text of 1 to %d characters".formatted(MAX_ID));
    }
    if (EventType.parse(event.getType()).isEmpty()) {
      return breach("invalid_event_type", "type", EventType.ACCEPTED);
    }
    if (event.getKey() != null && event.getKey().length() > MAX_KEY) {
      return breach(
          "invalid_event_key",
          "key",
          "an event's key is text of at most %d characters".formatted(MAX_KEY));
    }
    if (event.getPayload().length() > MAX_PAYLOAD) {
      return breach(
          "payload_too_large",
          "payload",
          "a payload is JSON of at most %d characters".formatted(MAX_PAYLOAD));
    }
    if (headerSize(event) > MAX_HEADERS) {
      return breach(
          "headers_too_large",
          "headers",
          "headers are at most %d characters together".formatted(MAX_HEADERS));
    }
    return jsonFault(event.getPayload())
        .flatMap(
            fault ->
                breach("payload_not_json", "payload", "a payload is one JSON value: " + fault));
  }

  private static int headerSize(TriggerEvent event) {
    return event.getHeaders().entrySet().stream()
        .mapToInt(header -> header.getKey().length() + header.getValue().length())
        .sum();
  }

  private static Optional<String> jsonFault(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.of("it is empty");
      }
      parser.skipChildren();
      return parser.nextToken() == null
          ? Optional.empty()
          : Optional.of("something follows the first value");
    } catch (StreamConstraintsException e) {
      // Nested too deeply, or a name too long. It does not say where.
      return Optional.of(e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      return Optional.of(
          "%s at line %d, column %d"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new IllegalStateException("a string could not be read", e);
    }
  }

  private static Optional<Breach> breach(String code, String field, String message) {
    return Optional.of(new Breach(code, field, message));
  }
}
