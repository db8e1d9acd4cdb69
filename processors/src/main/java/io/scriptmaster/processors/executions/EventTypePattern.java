package io.scriptmaster.processors.executions;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which event types a listener hears.
 *
 * <p>Segments are parted by dots: a name matches itself, {@code *} any one segment, {@code **}
 * (last only) one or more.
 */
public final class EventTypePattern {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED =
      "an event type pattern is dotted segments of letters, digits, '_' and '-', or '*' for any one segment, or '**' at the"
          + " end for all that follow: issue.created, issue.*, issue.**, **";

  private static final String ONE = "*";
  private static final String REST = "**";
  private static final int MAX_LENGTH = 200;
  private static final Pattern FORM =
      Pattern.compile("(([A-Za-z0-9_-]+|\\*)\\.)*([A-Za-z0-9_-]+|\\*|\\*\\*)");

  private final List<String> segments;

  private EventTypePattern(List<String> segments) {
    this.segments = segments;
  }

  /** The pattern in this text, or empty where it breaks the rules. */
  public static Optional<EventTypePattern> parse(String text) {
    return text != null && text.length() <= MAX_LENGTH && FORM.matcher(text).matches()
        ? Optional.of(new EventTypePattern(List.of(text.split("\\."))))
        : Optional.empty();
  }

  public boolean matches(EventType type) {
    List<String> names = type.segments();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (i >= names.size()) {
        return false;
      }
      if (segment.equals(REST)) {
        return true;
      }
      if (!segment.equals(ONE) && !segment.equals(names.get(i))) {
        return false;
      }
    }
    return names.size() == segments.size();
  }
}
