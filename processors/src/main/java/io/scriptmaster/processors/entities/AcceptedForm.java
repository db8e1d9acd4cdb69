package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a field accepts whose JSON does not fit its type.
 *
 * @param field as a client writes it: {@code retry.attempts}; empty for the whole body
 * @param sentence such as {@code enabled is true or false}
 */
public record AcceptedForm(String field, String sentence) {

  /**
   * @param body the record that the JSON did not fit
   */
  public static AcceptedForm of(Class<?> body, JsonMappingException failure) {
    StringBuilder field = new StringBuilder();
    Type type = body;
    for (JsonMappingException.Reference step : failure.getPath()) {
      Optional<Type> next = within(type, step);
      if (next.isEmpty()) {
        break;
      }
      field.append(nameOf(step, field.isEmpty()));
      type = next.get();
    }
    if (field.isEmpty()) {
      return new AcceptedForm("", "a JSON object is expected");
    }
    String form = formOf(type);
    return new AcceptedForm(
        field.toString(),
        failure.getCause() instanceof InputCoercionException
            ? "%s is %s, and not that large".formatted(field, form)
            : "%s is %s".formatted(field, form));
  }

  /** Empty where the form of the whole tells that of its parts, too. */
  private static Optional<Type> within(Type type, JsonMappingException.Reference step) {
    if (isRecord(type)) {
      return Arrays.stream(((Class<?>) type).getRecordComponents())
          .filter(component -> component.getName().equals(step.getFieldName()))
          .map(RecordComponent::getGenericType)
          .findFirst();
    }
    return elementsOf(type, List.class).filter(AcceptedForm::isRecord);
  }

  private static String nameOf(JsonMappingException.Reference step, boolean isFirst) {
    if (step.getFieldName() == null) {
      return "[%d]".formatted(step.getIndex());
    }
    return isFirst ? step.getFieldName() : "." + step.getFieldName();
  }

  private static String formOf(Type type) {
    return elementsOf(type, List.class)
        .map(elements -> "a list of " + manyOf(elements))
        .or(() -> elementsOf(type, Map.class).map(values -> "an object of " + manyOf(values)))
        .orElseGet(() -> oneOf(type));
  }

  private static String oneOf(Type type) {
    if (type == String.class) {
      return "text";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (isWholeNumber(type)) {
      return "a whole number";
    }
    if (type == Instant.class) {
      return "a moment in ISO 8601, such as 2026-11-24T08:30:00Z";
    }
    return isRecord(type) ? "an object" : "of another form";
  }

  private static String manyOf(Type type) {
    if (type == String.class) {
      return "texts";
    }
    return isWholeNumber(type) ? "whole numbers" : "objects";
  }

  private static boolean isWholeNumber(Type type) {
    return type == Integer.class || type == Long.class || type == int.class;
  }

  private static boolean isRecord(Type type) {
    return type instanceof Class<?> one && one.isRecord();
  }

  /** Those of a list, or the values of a map by text. */
  private static Optional<Type> elementsOf(Type type, Class<?> collection) {
    return type instanceof ParameterizedType of && of.getRawType() == collection
        ? Optional.of(of.getActualTypeArguments()[of.getActualTypeArguments().length - 1])
        : Optional.empty();
  }
}
