package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How a run ended. Whatever the script did, the run ends in one of these. */
public sealed interface ScriptResult {

  /** What the run printed until it ended, whichever way that was. */
  Log log();

  Usage usage();

  /** Wall time from the start to the end, reading of the source included. */
  default Duration elapsed() {
    return usage().elapsed();
  }

  /**
   * The script returned.
   *
   * @param resultJson at most {@link ScriptLimits.Output#maxResultBytes()}; null when the script
   *     returned {@code undefined}
   */
  record Succeeded(String resultJson, Effects effects, Log log, Usage usage)
      implements ScriptResult {

    public Succeeded {
      requireNonNull(effects, "effects");
      requireNonNull(log, "log");
      requireNonNull(usage, "usage");
    }
  }

  /** The script threw, cannot be read, or did not return something usable. */
  record Failed(ScriptError error, Log log, Usage usage) implements ScriptResult {

    public Failed {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(usage, "usage");
    }
  }

  /** The wall clock limit ended the run. */
  record TimedOut(ScriptError error, Log log, Usage usage) implements ScriptResult {

    public TimedOut {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(usage, "usage");
    }
  }

  /** Another limit ended the run; the error names it and its value. */
  record LimitExceeded(ScriptError error, Log log, Usage usage) implements ScriptResult {

    public LimitExceeded {
      requireNonNull(error, "error");
      requireNonNull(log, "log");
      requireNonNull(usage, "usage");
    }
  }
}
