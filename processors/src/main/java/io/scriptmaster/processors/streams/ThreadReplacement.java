package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed: its transaction is aborted and its records are read again.
 *
 * <p>Where one failure follows the other, each waits longer, up to {@link #LONGEST}: a registry
 * that is away or a broker that refuses must not fill the log.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** So long without a failure, and the next one waits as the first did. */
  static final Duration FORGIVEN = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

  private final String application;
  private final InstantSource clock;
  private long lastFailure = Long.MIN_VALUE;
  private Duration pause = FIRST;

  ThreadReplacement(String application, InstantSource clock) {
    this.application = application;
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Duration wait = nextPause();
    LOG.error(
        "A stream thread of {} failed and is replaced in {} ms; its records are read again.",
        application,
        wait.toMillis(),
        failure);
    try {
      // On the thread that failed: it does nothing else any more.
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  synchronized Duration nextPause() {
    long now = clock.millis();
    boolean forgiven = lastFailure == Long.MIN_VALUE || now - lastFailure > FORGIVEN.toMillis();
    lastFailure = now;
    Duration wait = forgiven ? FIRST : pause;
    pause = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    return wait;
  }
}
