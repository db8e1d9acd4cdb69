package io.scriptmaster.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in reverse order, or all at the same time.
 *
 * <p>May be stopped while another thread still starts: what comes later is stopped at once.
 */
final class StopOrder implements AutoCloseable {

  private final boolean together;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean stopped;

  private StopOrder(boolean together) {
    this.together = together;
  }

  /** Of parts that need those before them. */
  static StopOrder reversed() {
    return new StopOrder(false);
  }

  /** Of parts that do not need each other. */
  static StopOrder together() {
    return new StopOrder(true);
  }

  /**
   * Stops it when the process is told to end.
   *
   * @return opens when it has stopped
   */
  static CountDownLatch atShutdown(AutoCloseable running, Progress progress) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  progress.say("Stopping …");
                  stop(running);
                  progress.say("Stopped.");
                  stopped.countDown();
                },
                "stop"));
    return stopped;
  }

  synchronized <T extends AutoCloseable> T add(T part) {
    if (stopped) {
      stop(part);
      throw new StartException("Scriptmaster was stopped while it started.");
    }
    started.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    stopped = true;
    if (together) {
      stopTogether();
    }
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private void stopTogether() {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      started.forEach(part -> threads.execute(() -> stop(part)));
    }
    started.clear();
  }

  /** One part that fails to stop must not keep the others up. */
  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // Not a constant: this is made before the log's folder is known.
      LoggerFactory.getLogger(StopOrder.class)
          .error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
    }
  }
}
