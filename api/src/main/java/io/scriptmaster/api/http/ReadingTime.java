package io.scriptmaster.api.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread that reads for too long: a client that sends a byte now and then is idle for
 * no timeout of the connection.
 */
final class ReadingTime {

  private final Thread reader;
  private boolean reads = true;
  private boolean over;
  private Future<?> end;

  private ReadingTime(Thread reader) {
    this.reader = reader;
  }

  /** For the calling thread. */
  static ReadingTime start(ScheduledExecutorService clock, Duration patience) {
    ReadingTime time = new ReadingTime(Thread.currentThread());
    time.end = clock.schedule(time::interrupt, patience.toNanos(), TimeUnit.NANOSECONDS);
    return time;
  }

  private synchronized void interrupt() {
    if (reads) {
      over = true;
      reader.interrupt();
    }
  }

  /** By the thread that reads: from now on it is not interrupted. Whether its time was over. */
  synchronized boolean stop() {
    reads = false;
    end.cancel(false);
    if (over) {
      // Meant for the read alone.
      Thread.interrupted();
    }
    return over;
  }
}
