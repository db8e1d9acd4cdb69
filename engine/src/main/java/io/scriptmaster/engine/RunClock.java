package io.scriptmaster.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * A run's own clock. It stands still while the script runs, and is set on by the timers that the
 * script waits for. Used by the thread that runs the script only.
 */
final class RunClock {

  /** In milliseconds, as all times of JavaScript. */
  private double now;

  private double waitingFor = -1;

  /** When that is for real. */
  private long dueNanos;

  RunClock(Instant now) {
    this.now = now.toEpochMilli();
  }

  double now() {
    return now;
  }

  /** The script waits for a timer, which may be due already. */
  void waitFor(double due) {
    waitingFor = due;
    dueNanos = System.nanoTime() + Math.max(0, (long) ((due - now) * 1_000_000));
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
