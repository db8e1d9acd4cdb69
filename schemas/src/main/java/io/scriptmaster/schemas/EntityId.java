package io.scriptmaster.schemas;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an entity within its tenant and kind; administrators choose it.
 *
 * @param value {@code [a-z0-9][a-z0-9._-]{0,99}}
 */
public record EntityId(String value) implements Comparable<EntityId> {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED =
      "1 to 100 of a-z, 0-9, '.', '_' and '-', starting with a letter or digit";

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  public EntityId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an id is %s".formatted(ACCEPTED));
    }
  }

  /** The id in this text, or empty where the text breaks the rules. */
  public static Optional<EntityId> parse(String text) {
    return isValid(text) ? Optional.of(new EntityId(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(EntityId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
