package io.scriptmaster.processors.executions;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Attempts on their way from the workers to the stream thread of a task. Not bounded here: the
 * queue of the workers runs no more of a tenant whose attempts on their way hold much.
 */
final class EndedAttempts {

  private final LinkedBlockingQueue<EndedAttempt> queue = new LinkedBlockingQueue<>();
  private volatile Runnable wake = () -> {};

  /**
   * @param newWake gets the stream thread out of its poll
   */
  void wakeWith(Runnable newWake) {
    wake = newWake;
  }

  void add(EndedAttempt attempt) {
    queue.add(attempt);
    wake.run();
  }

  int size() {
    return queue.size();
  }

  Optional<EndedAttempt> poll() {
    return Optional.ofNullable(queue.poll());
  }

  /** Waits for one; an interrupt is left to whoever waits next. */
  Optional<EndedAttempt> poll(Duration patience) {
    try {
      return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
