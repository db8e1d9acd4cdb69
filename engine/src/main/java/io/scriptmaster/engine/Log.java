package io.scriptmaster.engine;

import java.util.List;

/**
 * What a run printed, in order.
 *
 * @param lines at most {@link ScriptLimits.Output#maxLogLines()}, and when that was not enough one
 *     more as the last: a WARN line that says so
 * @param truncated whether lines were dropped
 * @param dropped how many
 */
public record Log(List<LogEntry> lines, boolean truncated, long dropped) {

  public Log {
    lines = List.copyOf(lines);
    if (truncated != dropped > 0) {
      throw new IllegalArgumentException(
          "truncated=" + truncated + " does not go with dropped=" + dropped);
    }
  }
}
