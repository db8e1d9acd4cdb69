package io.scriptmaster.engine;

import java.util.Locale;
import org.graalvm.polyglot.Value;

/** How far a run has come, as run.js says. */
sealed interface RunState {

  /**
   * It waits.
   *
   * @param due when the next timer is, on the run's own clock in milliseconds; negative when there
   *     is none, so that nothing can settle the run any more
   */
  record Pending(double due) implements RunState {}

  /** The script returned; null is nothing. */
  record Returned(String json) implements RunState {}

  /**
   * It ended otherwise.
   *
   * @param text about it, cut to its limit
   * @param reason what was thrown, to read the stack from; its own members are the script's and are
   *     not looked at
   */
  record Broken(Kind kind, String text, Value reason) implements RunState {

    static Broken of(Value answer) {
      return new Broken(
          Kind.valueOf(answer.getMember("kind").asString().toUpperCase(Locale.ROOT)),
          answer.getMember("text").asString(),
          answer.getMember("reason"));
    }
  }

  /** In run.js the same names in lower case. */
  enum Kind {
    THREW,
    STACK_OVERFLOW,
    NOT_JSON,
    TOO_LARGE,
    EVENT_NOT_JSON,
    NO_DEFAULT_EXPORT
  }
}
