package io.scriptmaster.schemas;

import java.util.Optional;

/**
 * The id of a tenant, in every key, path and token.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record TenantId(String value) implements Comparable<TenantId> {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED = "1 to 63 of a-z, 0-9 and '-', not starting with '-'";

  private static final int MAX_LENGTH = 63;

  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a tenant id is %s".formatted(ACCEPTED));
    }
  }

  /** The tenant id in this text, or empty where the text breaks the rules. */
  public static Optional<TenantId> parse(String text) {
    return isValid(text) ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  /** Asked for every record, and so without a regular expression. */
  private static boolean isValid(String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (!(letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || letter == '-')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
