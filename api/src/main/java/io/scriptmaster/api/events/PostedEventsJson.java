package io.scriptmaster.api.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.entities.AcceptedForm;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what is posted: one event, or a batch. */
final class PostedEventsJson {

  private static final ObjectMapper JSON =
      Json.mapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private PostedEventsJson() {}

  /**
   * @throws InvalidFieldException for the first rule that is broken
   */
  static List<TriggerEvent> read(JsonBody body, TenantId tenant, Instant now) {
    return body.fields().contains("events")
        ? read(body, PostedEvents.class).toTriggerEvents(tenant, now)
        : List.of(read(body, PostedEvent.class).toTriggerEvent(tenant, now));
  }

  private static <T> T read(JsonBody body, Class<T> type) {
    try {
      return JSON.readValue(body.text(), type);
    } catch (UnrecognizedPropertyException e) {
      String accepted =
          e.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      throw new InvalidFieldException(
          path(e), "%s is not a field here; accepted: %s".formatted(e.getPropertyName(), accepted));
    } catch (JsonMappingException e) {
      throw new InvalidFieldException(path(e), AcceptedForm.of(type, e).sentence());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that was JSON before is none now", e);
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
