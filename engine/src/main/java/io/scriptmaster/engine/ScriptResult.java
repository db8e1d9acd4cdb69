package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How a run ended. Whatever the script did, the run ends in one of these. */
public sealed interface ScriptResult {

  /** What the run printed until it ended, whichever way that was. */
  Log log();

  /** Wall time from the call to the end, reading of the source included. */
  Duration elapsed();

  /**
   * The script returned.
   *
   * @param resultJson at most {@link ScriptLimits#maxResultChars()}; null when the script returned
   *     {@code undefined}
   */
  record Succeeded(String resultJson, Log log, Duration elapsed) implements ScriptResult {

    public Succeeded {
      requireNonNull(log, "log");
      requireNonNull(elapsed, "elapsed");
    }
  }

  /** The script threw, cannot be read, or did not return something usable. */
  record Failed(ScriptError error, Log log, Duration elapsed) implements ScriptResult {

    public Failed {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(elapsed, "elapsed");
    }
  }

  /** The wall clock limit ended the run. */
  record TimedOut(ScriptError error, Log log, Duration elapsed) implements ScriptResult {

    public TimedOut {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(elapsed, "elapsed");
    }
  }

  /** Another limit ended the run; the error names it and its value. */
  record LimitExceeded(ScriptError error, Log log, Duration elapsed) implements ScriptResult {

    public LimitExceeded {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(elapsed, "elapsed");
    }
  }
}
