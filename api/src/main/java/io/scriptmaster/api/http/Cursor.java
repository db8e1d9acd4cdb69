package io.scriptmaster.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Hides where a list goes on from clients, so that this may change.
 *
 * @param list the name of the list: a cursor of another list is refused
 */
public record Cursor(String list) {

  /** The longest is a parked key's: 500 characters, encoded, behind its listener. */
  private static final Pattern POSITION = Pattern.compile("[\\x21-\\x7e]{1,2500}");

  public String encode(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((list + ":" + position).getBytes(ISO_8859_1));
  }

  /**
   * @throws ProblemException 400 where it is none of this list
   */
  public String decode(String cursor) {
    String prefix = list + ":";
    String decoded = decodeBase64(cursor);
    if (!decoded.startsWith(prefix)
        || !POSITION.matcher(decoded.substring(prefix.length())).matches()) {
      throw broken();
    }
    return decoded.substring(prefix.length());
  }

  private static String decodeBase64(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw broken();
    }
  }

  private static ProblemException broken() {
    return Problem.ofField(
            400,
            "invalid_query",
            "cursor",
            "cursor is the nextCursor of the part before of the same list, unchanged")
        .asException();
  }
}
