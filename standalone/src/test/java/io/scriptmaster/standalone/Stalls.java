package io.scriptmaster.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this process, and so most likely the machine, stood still: then whoever measures
 * others from here can't blame them for that time, nor, after a long one, for what it takes to come
 * back to their groups and to work off what came meanwhile.
 */
final class Stalls implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(20);

  /** A busy machine has a thread wait for less than this. */
  private static final Duration NOTABLE = Duration.ofMillis(250);

  /** Sessions end after 6 s, and heartbeats are some time ago already. */
  private static final Duration UPSETTING = Duration.ofSeconds(4);

  private static final Duration RECOVERY = Duration.ofSeconds(15);

  private final List<Stall> stalls = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Of {@link System#nanoTime}. */
  private record Stall(long from, long to) {

    /** When it was over with its consequences. */
    long over() {
      long length = to - from;
      return length < UPSETTING.toNanos() ? to : to + length + RECOVERY.toNanos();
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
    long sum = 0;
    long counted = start;
    for (Stall stall : stalls) {
      long from = Math.max(counted, stall.from());
      long to = Math.min(end, stall.over());
      if (to > from) {
        sum += to - from;
        counted = to;
      }
    }
    return Duration.ofNanos(sum);
  }

  /** How long it stood still, all in all. */
  Duration all() {
    return Duration.ofNanos(stalls.stream().mapToLong(it -> it.to() - it.from()).sum());
  }

  @Override
  public void close() {
    closed = true;
  }
}
