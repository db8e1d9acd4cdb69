package io.scriptmaster.processors.executions.values;

import java.util.Map;
import java.util.TreeMap;

/**
 * The number of the last write of each key, as far back as an execution under way may have read.
 *
 * <p>Numbers count the writes of a task. Owned by the stream thread, but for {@link #last}.
 */
final class RecentWrites {

  private static final int PRUNE_FROM = 10_000;

  private final TreeMap<String, Long> numbers = new TreeMap<>();
  private volatile long last;
  private int pruneAt = PRUNE_FROM;

  /** The number of the last write that a reader is sure to see. Any thread. */
  long last() {
    return last;
  }

  /** Claims the number of a write that is about to be made; readers see it after {@link #made}. */
  void note(String key) {
    numbers.put(key, last + 1);
  }

  void made() {
    last = last + 1;
  }

  boolean changedSince(ReadSet reads) {
    return reads.keys().entrySet().stream()
            .anyMatch(read -> numbers.getOrDefault(read.getKey(), 0L) > read.getValue())
        || reads.prefixes().entrySet().stream().anyMatch(this::prefixChanged);
  }

  private boolean prefixChanged(Map.Entry<String, Long> read) {
    return numbers.tailMap(read.getKey()).entrySet().stream()
        .takeWhile(write -> write.getKey().startsWith(read.getKey()))
        .anyMatch(write -> write.getValue() > read.getValue());
  }

  boolean isLarge() {
    return numbers.size() > pruneAt;
  }

  /** Forgets what no reader could have missed. */
  void prune(long oldestRead) {
    numbers.values().removeIf(number -> number <= oldestRead);
    pruneAt = Math.max(PRUNE_FROM, 2 * numbers.size());
  }
}
