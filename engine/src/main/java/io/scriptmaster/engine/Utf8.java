package io.scriptmaster.engine;

/** How long texts are once they are written down; JavaScript and Java count otherwise. */
final class Utf8 {

  /** Of one UTF-16 unit. */
  private static final int MOST_BYTES = 3;

  private Utf8() {}

  /** Whether two texts together have no more bytes than that. */
  static boolean fit(int maxBytes, String one, String other) {
    long chars = (long) one.length() + other.length();
    return chars * MOST_BYTES <= maxBytes
        || chars <= maxBytes && bytes(one) + bytes(other) <= maxBytes;
  }

  /** A lone surrogate counts as what it is replaced with, U+FFFD. */
  static long bytes(String text) {
    long bytes = text.length();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        // Half of a pair's four bytes, where it is one.
        bytes += c < 0x800 || isInPair(text, at) ? 1 : 2;
      }
    }
    return bytes;
  }

  private static boolean isInPair(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1))
        || Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
