package io.scriptmaster.engine;

import java.util.Locale;
import org.graalvm.polyglot.Value;

/**
 * What bootstrap.js says of a run.
 *
 * @param text the result's JSON, or the thrown value as text; cut to its limit
 * @param reason what was thrown, to read the stack from; its own members are the script's and are
 *     not looked at
 */
record GuestOutcome(Kind kind, String text, Value reason) {

  /** In bootstrap.js the same names in lower case. */
  enum Kind {
    /** A promise was not settled, and nothing is left that could settle it. */
    PENDING,
    RETURNED,
    RETURNED_NOTHING,
    THREW,
    STACK_OVERFLOW,
    NOT_JSON,
    TOO_LARGE,
    EVENT_NOT_JSON,
    NO_DEFAULT_EXPORT;

    static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
