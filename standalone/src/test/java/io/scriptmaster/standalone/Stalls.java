package io.scriptmaster.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this process, and so most likely the machine, stood still: then whoever measures
 * others from here can't blame them for that time.
 */
final class Stalls implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(20);

  /** A busy machine has a thread wait for less than this. */
  private static final Duration NOTABLE = Duration.ofMillis(250);

  private final List<Stall> stalls = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Of {@link System#nanoTime}. */
  private record Stall(long from, long to) {

    long nanosWithin(long start, long end) {
      return Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
  }

  Stalls() {
    Thread.ofPlatform().daemon().start(this::notice);
  }

  private void notice() {
    while (!closed) {
      long from = System.nanoTime();
      LockSupport.parkNanos(TICK.toNanos());
      long to = System.nanoTime();
      if (to - from > NOTABLE.toNanos()) {
        stalls.add(new Stall(from, to));
      }
    }
  }

  /** Of two moments of {@link System#nanoTime}, of which the second has passed for a while. */
  Duration between(long start, long end) {
    return Duration.ofNanos(stalls.stream().mapToLong(it -> it.nanosWithin(start, end)).sum());
  }

  @Override
  public void close() {
    closed = true;
  }
}
