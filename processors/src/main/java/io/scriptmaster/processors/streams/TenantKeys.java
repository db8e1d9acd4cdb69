package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.TenantId;

/**
 * A part of a tenant's keys; the store orders them by their UTF-8, which is the order of code
 * points.
 *
 * @param start included
 * @param end excluded
 */
public record TenantKeys(String start, String end) {

  /** What all keys of the tenant start with. */
  public static String allOf(TenantId tenant) {
    return tenant.value() + "/";
  }

  /**
   * @param prefix of the keys without the tenant, or empty
   * @param from a key without the tenant; one outside of the prefix, and an empty one, mean the
   *     first
   */
  public static TenantKeys of(TenantId tenant, String prefix, String from) {
    String first = allOf(tenant) + prefix;
    String start = from.startsWith(prefix) ? allOf(tenant) + from : first;
    return new TenantKeys(start, afterAllWith(first));
  }

  /** The smallest text after all that start with this one. */
  private static String afterAllWith(String prefix) {
    int end = prefix.length();
    // It begins with a tenant, so there is another character.
    while (prefix.codePointBefore(end) == Character.MAX_CODE_POINT) {
      end -= Character.charCount(Character.MAX_CODE_POINT);
    }
    int last = prefix.codePointBefore(end);
    return prefix.substring(0, end - Character.charCount(last)) + Character.toString(after(last));
  }

  /** Halves of surrogate pairs are no code points of a text. */
  private static int after(int codePoint) {
    return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
  }
}
