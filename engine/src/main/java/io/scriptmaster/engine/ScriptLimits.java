package io.scriptmaster.engine;

import java.time.Duration;

/**
 * What one run may use. Characters are UTF-16 units, as JavaScript counts them.
 *
 * @param wallClock how long the run may take, reading of the source included; 1 ms to 1 h; then
 *     {@code timed_out}
 * @param maxLogLines lines kept; 0 to 100,000; later ones are counted, not kept
 * @param maxLogMessageChars length of a message; 64 to 1,000,000; a longer one is cut and says so
 * @param maxLogDataChars length of a line's JSON data; 64 to 1,000,000; larger data is replaced by
 *     {@code {"cut":true, "chars":…, "start":"…"}}
 * @param maxResultChars length of the result's JSON; 64 to 10,000,000; then {@code limit_exceeded}
 * @param maxErrorChars length of an error's message; 64 to 1,000,000; a longer one is cut and says
 *     so
 */
public record ScriptLimits(
    Duration wallClock,
    int maxLogLines,
    int maxLogMessageChars,
    int maxLogDataChars,
    int maxResultChars,
    int maxErrorChars) {

  private static final int KIB = 1024;

  /**
   * 5 s, 1,000 log lines of 8 KiB message and 16 KiB data, a result of 256 KiB, error texts of 4
   * KiB.
   */
  public static final ScriptLimits DEFAULTS =
      new ScriptLimits(Duration.ofSeconds(5), 1_000, 8 * KIB, 16 * KIB, 256 * KIB, 4 * KIB);

  public ScriptLimits {
    checkWallClock(wallClock);
    check("maxLogLines", maxLogLines, 0, 100_000);
    check("maxLogMessageChars", maxLogMessageChars, 64, 1_000_000);
    check("maxLogDataChars", maxLogDataChars, 64, 1_000_000);
    check("maxResultChars", maxResultChars, 64, 10_000_000);
    check("maxErrorChars", maxErrorChars, 64, 1_000_000);
  }

  /** The same limits with another wall clock limit. */
  public ScriptLimits withWallClock(Duration limit) {
    return new ScriptLimits(
        limit, maxLogLines, maxLogMessageChars, maxLogDataChars, maxResultChars, maxErrorChars);
  }

  /** The same limits with another number of log lines kept. */
  public ScriptLimits withMaxLogLines(int limit) {
    return new ScriptLimits(
        wallClock, limit, maxLogMessageChars, maxLogDataChars, maxResultChars, maxErrorChars);
  }

  /** The same limits with another length of log messages. */
  public ScriptLimits withMaxLogMessageChars(int limit) {
    return new ScriptLimits(
        wallClock, maxLogLines, limit, maxLogDataChars, maxResultChars, maxErrorChars);
  }

  /** The same limits with another length of a log line's data. */
  public ScriptLimits withMaxLogDataChars(int limit) {
    return new ScriptLimits(
        wallClock, maxLogLines, maxLogMessageChars, limit, maxResultChars, maxErrorChars);
  }

  /** The same limits with another length of the result. */
  public ScriptLimits withMaxResultChars(int limit) {
    return new ScriptLimits(
        wallClock, maxLogLines, maxLogMessageChars, maxLogDataChars, limit, maxErrorChars);
  }

  private static void checkWallClock(Duration wallClock) {
    if (wallClock.compareTo(Duration.ofMillis(1)) < 0
        || wallClock.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "wallClock " + wallClock + " must be between PT0.001S and PT1H");
    }
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " " + value + " must be between " + min + " and " + max);
    }
  }
}
