package io.scriptmaster.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * A run's own clock. It stands still while the script runs, and is set on by the timers that the
 * script waits for. Used by the thread that runs the script only.
 */
final class RunClock {

  private final double begin;

  /** In milliseconds, as all times of JavaScript. */
  private double now;

  /** Of waits to come, what an earlier run has waited already. */
  private long sparedNanos;

  private double waitingFor = -1;

  /** When that is for real. */
  private long dueNanos;

  RunClock(Instant now, Duration waitedAlready) {
    this.begin = now.toEpochMilli();
    this.now = begin;
    this.sparedNanos = waitedAlready.toNanos();
  }

  double now() {
    return now;
  }

  /** The script waits for a timer, which may be due already. */
  void waitFor(double due) {
    waitingFor = due;
    long wait = Math.max(0, nanos(due - now));
    long spared = Math.min(wait, sparedNanos);
    sparedNanos -= spared;
    dueNanos = System.nanoTime() + wait - spared;
  }

  /** How far timers have set it on. */
  Duration waited() {
    return Duration.ofNanos(nanos(now - begin));
  }

  private static long nanos(double millis) {
    return (long) (millis * 1_000_000);
  }

  boolean isDue() {
    return System.nanoTime() >= dueNanos;
  }

  /** The timer is fired. */
  void setOn() {
    now = Math.max(now, waitingFor);
  }

  Duration untilDue(long maxNanos) {
    return Duration.ofNanos(Math.max(0, Math.min(dueNanos - System.nanoTime(), maxNanos)));
  }
}
