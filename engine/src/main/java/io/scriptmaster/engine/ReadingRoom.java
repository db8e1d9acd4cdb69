package io.scriptmaster.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that read tenants' sources, so that no source holds up the thread that asks. A reading
 * that does not come back is left behind, and takes one of few places until it does.
 */
final class ReadingRoom implements AutoCloseable {

  private static final int PLACES = 8;

  private final Semaphore places = new Semaphore(PLACES);
  private final ExecutorService threads;

  ReadingRoom(ThreadFactory threads) {
    this.threads = Executors.newCachedThreadPool(threads);
  }

  /**
   * What the reading returned; empty when it took longer than the limit, and was given up.
   *
   * @param stop called when the limit has passed, on the calling thread; must not block
   */
  <T> Optional<T> read(Duration limit, Callable<T> reading, Runnable stop) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      Future<T> result = threads.submit(() -> leavingAfter(reading));
      return Optional.of(result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      stop.run();
      return Optional.empty();
    } catch (InterruptedException e) {
      stop.run();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a source was read");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a source could not be read", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> T leavingAfter(Callable<T> reading) throws Exception {
    try {
      return reading.call();
    } finally {
      places.release();
    }
  }
}
