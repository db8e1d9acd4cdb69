package io.scriptmaster.engine.bounds;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.array.JSGetLengthNode;
import com.oracle.truffle.js.nodes.function.JSBuiltinNode;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSArrayObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * Refuses, with a RangeError, what an operation of GraalJS would be busy with for so long that a
 * limit has to end the run, where the operation cannot be ended: its loop asks nobody whether to go
 * on. Called by what {@link Weaving} wove, on the thread of the script; public only for that.
 */
public final class Bounds {

  private static final int MAX_ELEMENTS = 10_000_000;

  /** Of what only looks like an array; each element of it takes ten times as long. */
  private static final int MAX_ARRAY_LIKE_ELEMENTS = 1_000_000;

  /** Each becomes a text, and mostly a property of another object. */
  private static final int MAX_KEYS = 1_000_000;

  /** The time grows with their square: each is looked for among all others. */
  private static final int MAX_KEYS_OF_PROXY = 10_000;

  /** The longest that is in use has about 40 characters. */
  private static final int MAX_LANGUAGE_TAG = 200;

  /** The time grows with the square of letters that become longer, or marks out of order. */
  private static final int MAX_LETTERS = 20_000;

  /** The time grows faster than the text; this much takes a millisecond. */
  private static final int MAX_DIGITS = 20_000;

  /** The time to read it grows with the square of how deep its groups are. */
  private static final int MAX_PATTERN = 50_000;

  /** About 79,000 digits; to write that many for a locale takes the longest of all, a second. */
  private static final int MAX_BITS = 1 << 18;

  /** These look at one element, or at none, however many there are. */
  private static final Set<String> ONE_AT_A_TIME =
      Set.of(
          "Array.prototype.push",
          "Array.prototype.pop",
          "Array.prototype.at",
          "Array Iterator.prototype.next");

  /** A safepoint asks for a place, which need not be in a script. */
  private static final Node ANYWHERE = new Node() {};

  private Bounds() {}

  /** Of non-ASCII; in plain ASCII nothing becomes longer, and nothing is out of order. */
  public static int maxLetters() {
    return MAX_LETTERS;
  }

  /** Whether to map, compare or normalise its letters may take long. */
  public static boolean hasTooManyLetters(TruffleString text) {
    return Strings.length(text) > MAX_LETTERS
        && text.getCodeRangeUncached(TruffleString.Encoding.UTF_16)
            != TruffleString.CodeRange.ASCII;
  }

  // ---- woven ----

  /** The length of what a built-in goes through, however it came to be. */
  public static long length(long length, JSGetLengthNode asked, Object holder) {
    if (length > MAX_ARRAY_LIKE_ELEMENTS) {
      checkLength(length, asked, holder);
    }
    return length;
  }

  public static List<Object> keys(List<Object> keys) {
    refuse(keys.size(), MAX_KEYS, "an object of %.0f keys here");
    return keys;
  }

  public static List<Object> keysOfProxy(List<Object> keys) {
    refuse(keys.size(), MAX_KEYS_OF_PROXY, "a proxy of %.0f keys");
    return keys;
  }

  public static void languageTag(String tag) {
    refuse(tag.length(), MAX_LANGUAGE_TAG, "a language tag of %.0f characters");
  }

  public static void pattern(String expression) {
    refuse(expression.length(), MAX_PATTERN, "a regular expression of %.0f characters");
  }

  public static void letters(String text) {
    if (text.length() > MAX_LETTERS && text.chars().anyMatch(unit -> unit > 127)) {
      throw tooLarge(text.length(), MAX_LETTERS, "a text of %.0f characters here");
    }
  }

  public static void bigIntDigits(String number) {
    pauseAnywhere();
    refuse(number.length(), MAX_DIGITS, "a BigInt of %.0f characters");
  }

  public static void digits(TruffleString number) {
    refuse(Strings.length(number), MAX_DIGITS, "a number of %.0f characters here");
  }

  public static void bits(BigInteger number) {
    refuseBits(number.bitLength());
  }

  /** Not more than a bit less than the power will have. */
  public static void power(BigInt base, int exponent) {
    refuseBits((base.bigIntegerValue().abs().bitLength() - 1.0) * exponent);
  }

  public static void shift(BigInt number, int distance) {
    refuseBits((double) number.bigIntegerValue().bitLength() + distance);
  }

  /** Between parts that are small enough: ends the run here where it has to end. */
  public static void pause(Node node) {
    TruffleSafepoint.poll(node);
  }

  public static void pauseAnywhere() {
    TruffleSafepoint.poll(ANYWHERE);
  }

  // ---- refusals ----

  @TruffleBoundary
  private static void checkLength(long length, Node asked, Object holder) {
    int max = holder instanceof JSArrayObject ? MAX_ELEMENTS : MAX_ARRAY_LIKE_ELEMENTS;
    if (length > max && !isOneAtATime(asked)) {
      throw tooLarge(length, max, "an array of %.0f elements");
    }
  }

  private static boolean isOneAtATime(Node asked) {
    Node node = asked;
    while (node != null && !(node instanceof JSBuiltinNode)) {
      node = node.getParent();
    }
    return node instanceof JSBuiltinNode builtIn
        && ONE_AT_A_TIME.contains(builtIn.getBuiltin().getFullName().toString());
  }

  private static void refuseBits(double bits) {
    refuse(bits, MAX_BITS, "a BigInt of %.0f bits");
  }

  private static void refuse(double size, int max, String what) {
    if (size > max) {
      throw tooLarge(size, max, what);
    }
  }

  @TruffleBoundary
  private static RuntimeException tooLarge(double size, int max, String what) {
    return Errors.createRangeError(
        what.formatted(size) + " is more than a script may use; at most " + max);
  }
}
