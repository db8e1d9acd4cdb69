package io.scriptmaster.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers the log lines of one run. Any thread: of a run that was given up they are read while it
 * may still write.
 */
final class LogCollector {

  private final Instant began;
  private final Supplier<Duration> elapsed;
  private final int maxLines;
  private final List<LogEntry> lines = new ArrayList<>(4);
  private long dropped;

  LogCollector(Instant began, Supplier<Duration> elapsed, int maxLines) {
    this.began = began;
    this.elapsed = elapsed;
    this.maxLines = maxLines;
  }

  synchronized void add(LogLevel level, String message, String dataJson) {
    if (lines.size() < maxLines) {
      lines.add(new LogEntry(lines.size(), now(), level, message, dataJson));
    } else {
      drop();
    }
  }

  /** Whether one more line would be kept. */
  synchronized boolean hasRoom() {
    return lines.size() < maxLines;
  }

  synchronized void drop() {
    dropped++;
  }

  synchronized Log toLog() {
    if (dropped == 0) {
      return new Log(lines, false, 0);
    }
    List<LogEntry> marked = new ArrayList<>(lines);
    marked.add(
        new LogEntry(
            lines.size(),
            now(),
            LogLevel.WARN,
            "log truncated after " + maxLines + " lines",
            null));
    return new Log(marked, true, dropped);
  }

  private Instant now() {
    return began.plus(elapsed.get()).truncatedTo(ChronoUnit.MILLIS);
  }
}
