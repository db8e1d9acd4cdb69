package io.scriptmaster.processors.executions;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The type of a trigger event: dotted segments, such as {@code issue.created}. */
public record EventType(String value) {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED =
      "an event type is dotted segments of letters, digits, '_' and '-', at most 200 characters, such as issue.created";

  private static final int MAX_LENGTH = 200;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  public EventType {
    if (!isValid(value)) {
      throw new IllegalArgumentException(ACCEPTED);
    }
  }

  /** The type in this text, or empty where it breaks the rules. */
  public static Optional<EventType> parse(String text) {
    return isValid(text) ? Optional.of(new EventType(text)) : Optional.empty();
  }

  List<String> segments() {
    return List.of(value.split("\\."));
  }

  private static boolean isValid(String text) {
    return text != null && text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }
}
