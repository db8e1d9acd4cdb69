package io.scriptmaster.schemas;

import java.time.Duration;

/** How a topic forgets. */
public sealed interface Cleanup {

  /** Keeps the last record of each key for ever; a tombstone removes it. */
  record Compacted() implements Cleanup {}

  /** Keeps every record for this long. */
  record Retained(Duration retention) implements Cleanup {

    public Retained {
      requirePositive(retention);
    }
  }

  /** Keeps the last record of each key for this long. */
  record CompactedAndRetained(Duration retention) implements Cleanup {

    public CompactedAndRetained {
      requirePositive(retention);
    }
  }

  private static void requirePositive(Duration retention) {
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("a retention is longer than nothing, not " + retention);
    }
  }

  static Cleanup compacted() {
    return new Compacted();
  }

  static Cleanup retained(Duration retention) {
    return new Retained(retention);
  }

  static Cleanup compactedAndRetained(Duration retention) {
    return new CompactedAndRetained(retention);
  }
}
