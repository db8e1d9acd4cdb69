package io.scriptmaster.processors.executions;

import java.util.List;
import java.util.Optional;

/** The type of a trigger event: dotted segments, such as {@code issue.created}. */
public record EventType(String value) {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED =
      "an event type is dotted segments of letters, digits, '_' and '-', at most 200 characters, such as issue.created";

  private static final int MAX_LENGTH = 200;

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

  /** Asked for every event, and so without a regular expression. */
  private static boolean isValid(String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    boolean inSegment = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '.' ? !inSegment : !isOfSegments(letter)) {
        return false;
      }
      inSegment = letter != '.';
    }
    return inSegment;
  }

  private static boolean isOfSegments(char letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || letter == '_'
        || letter == '-';
  }
}
