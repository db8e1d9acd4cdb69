package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One log line of a run.
 *
 * @param sequence position within the run, from 0, without gaps
 * @param timestamp the invocation's {@code now} plus the time since the run began, in whole
 *     milliseconds; never decreases
 * @param message at most {@link ScriptLimits.Output#maxLogMessageChars()}
 * @param dataJson at most {@link ScriptLimits.Output#maxLogDataChars()}; null when the script gave
 *     no data
 */
public record LogEntry(
    int sequence, Instant timestamp, LogLevel level, String message, String dataJson) {

  public LogEntry {
    requireNonNull(timestamp, "timestamp");
    requireNonNull(level, "level");
    requireNonNull(message, "message");
  }
}
