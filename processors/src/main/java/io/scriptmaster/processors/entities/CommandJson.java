package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/** Reads and writes the bodies of commands as JSON, at the API's door and at the decision. */
public final class CommandJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              // Names come from strangers: remembering each for ever would be theirs to abuse.
              JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private CommandJson() {}

  /**
   * @throws InvalidFieldException where the JSON is not a body of this type; the message says what
   *     would be accepted
   */
  public static <B extends CommandBody> B read(String json, Class<B> type) {
    if (json == null) {
      throw new InvalidFieldException("", "a JSON object is expected, and there is none");
    }
    try {
      B body = JSON.readValue(json, type);
      if (body == null) {
        throw new InvalidFieldException("", "a JSON object is expected, not null");
      }
      return body;
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidFieldException(
          e.getPropertyName(),
          "%s is not a field here; accepted: %s"
              .formatted(
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream()
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof InvalidFieldException invalid) {
        throw invalid;
      }
      throw new InvalidFieldException(
          "", "a value in the JSON object is not accepted, such as a null in a list or an object");
    } catch (JsonMappingException e) {
      AcceptedForm accepted = AcceptedForm.of(type, e);
      throw new InvalidFieldException(accepted.field(), accepted.sentence());
    } catch (StreamConstraintsException e) {
      // It does not say where.
      throw new InvalidFieldException("", "the body is too large or nested too deeply");
    } catch (JsonProcessingException e) {
      throw new InvalidFieldException(
          "",
          "the body is not JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  public static String write(CommandBody body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a command body could not be written as JSON", e);
    }
  }
}
