package io.scriptmaster.schemas;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a tenant, in every key, path and token.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record TenantId(String value) implements Comparable<TenantId> {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED = "1 to 63 of a-z, 0-9 and '-', not starting with '-'";

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a tenant id is %s".formatted(ACCEPTED));
    }
  }

  /** The tenant id in this text, or empty where the text breaks the rules. */
  public static Optional<TenantId> parse(String text) {
    return isValid(text) ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return text != null && FORM.matcher(text).matches();
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
