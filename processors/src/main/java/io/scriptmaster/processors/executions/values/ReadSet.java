package io.scriptmaster.processors.executions.values;

import java.util.HashMap;
import java.util.Map;

/**
 * What one execution has read, and after which write each was read. Filled by the thread that runs
 * it, looked at by the stream thread once it has ended.
 */
final class ReadSet {

  private final Map<String, Long> keys = new HashMap<>();
  private final Map<String, Long> prefixes = new HashMap<>();
  private volatile long first = Long.MAX_VALUE;

  /** Only the earliest time counts. */
  void key(String key, long after) {
    keys.putIfAbsent(key, after);
    first = Math.min(first, after);
  }

  void prefix(String prefix, long after) {
    prefixes.putIfAbsent(prefix, after);
    first = Math.min(first, after);
  }

  Map<String, Long> keys() {
    return keys;
  }

  Map<String, Long> prefixes() {
    return prefixes;
  }

  /** After which write the first was read; the greatest number when nothing was. */
  long first() {
    return first;
  }
}
