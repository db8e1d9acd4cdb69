package io.scriptmaster.api.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much of the bodies of requests one instance holds at once.
 *
 * @param all bytes of all requests together
 * @param each of them for one tenant, and for the operator
 * @param patience for one body, from its first byte to its last
 */
public record BodyLimits(long all, long each, Duration patience) {

  /** Twice the largest body that is accepted, with room for what comes with it. */
  static final long LEAST = 10L * 1024 * 1024;

  /** A body is held as bytes and as text, and once more as what is made of it. */
  private static final int PART_OF_THE_HEAP = 16;

  private static final int PARTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public BodyLimits {
    requireNonNull(patience, "patience");
    if (each < 1 || each > all) {
      throw new IllegalArgumentException(
          "the bytes of one tenant are 1 to %d, which is all, not %d".formatted(all, each));
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience is more than nothing, not " + patience);
    }
  }

  /** A share of the heap, of which one tenant has a quarter. */
  public static BodyLimits ofHeap(long heapBytes) {
    long all = Math.max(heapBytes / PART_OF_THE_HEAP, 2 * LEAST);
    return new BodyLimits(all, Math.max(all / PARTS, LEAST), PATIENCE);
  }
}
