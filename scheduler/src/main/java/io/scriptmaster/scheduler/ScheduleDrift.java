package io.scriptmaster.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How late slots were decided in this process since it started, whatever became of them. Of the
 * timing alone: not manual ones and backfills.
 *
 * <p>Safe for use by several threads; what is read while slots are decided may miss the last ones
 * in one number and have them in another. A slot whose transaction was aborted counts again when it
 * is decided again.
 */
public final class ScheduleDrift {

  private static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          Duration.ofSeconds(3_600));

  private final LongAdder count = new LongAdder();
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  /** One more than there are bounds: later than all. */
  private final AtomicLongArray slots = new AtomicLongArray(BOUNDS.size() + 1);

  /** Slots that were late by at most {@code upTo}, those of the buckets before it included. */
  public record Bucket(Duration upTo, long count) {}

  void decided(Duration late) {
    long millis = Math.max(0, late.toMillis());
    int bucket = 0;
    while (bucket < BOUNDS.size() && BOUNDS.get(bucket).toMillis() < millis) {
      bucket++;
    }
    slots.incrementAndGet(bucket);
    sum.add(millis);
    max.accumulate(millis);
    count.increment();
  }

  /** Slots decided. */
  public long count() {
    return count.sum();
  }

  /** The lateness of all of them together. */
  public Duration sum() {
    return Duration.ofMillis(sum.sum());
  }

  /** The latest of them. */
  public Duration max() {
    return Duration.ofMillis(max.get());
  }

  /** In the order of their bounds, from 25 ms to an hour; what was later is in {@link #count}. */
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    long soFar = 0;
    for (int n = 0; n < BOUNDS.size(); n++) {
      soFar += slots.get(n);
      buckets.add(new Bucket(BOUNDS.get(n), soFar));
    }
    return List.copyOf(buckets);
  }
}
