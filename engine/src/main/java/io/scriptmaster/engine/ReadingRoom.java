package io.scriptmaster.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Threads that read tenants' sources, so that no source holds up the thread that asks. A reading
 * that does not come back is left behind, and takes one of few places until it does.
 */
final class ReadingRoom implements AutoCloseable {

  /** Who asks may hold a worker meanwhile. */
  private static final Duration WAITS_FOR_PLACE = Duration.ofSeconds(1);

  private final Semaphore places;
  private final ExecutorService threads;

  ReadingRoom(int places, ThreadFactory threads) {
    this.places = new Semaphore(places);
    this.threads = Executors.newCachedThreadPool(threads);
  }

  /**
   * Something to read.
   *
   * @param <T> what comes of it
   */
  interface Reading<T> {

    /** Called once, on a thread of the room. */
    T read();

    /** It has taken too long. On the thread that asked; must not block. */
    void stop();
  }

  /**
   * What the reading returned; empty when it took longer than the limit, and was given up.
   *
   * @param limit a second, or half of it, may pass in waiting for a place
   * @param begin makes the reading, on the calling thread, once there is a place for it
   * @throws EngineBusyException when there was none
   */
  <T> Optional<T> read(Duration limit, Supplier<Reading<T>> begin) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      long wait = Math.min(limit.toNanos() / 2, WAITS_FOR_PLACE.toNanos());
      if (!places.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
        throw new EngineBusyException();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    Reading<T> reading = begun(begin);
    try {
      Future<T> result = threads.submit(() -> leavingAfter(reading));
      return Optional.of(result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      reading.stop();
      return Optional.empty();
    } catch (InterruptedException e) {
      reading.stop();
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a source could not be read", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> Reading<T> begun(Supplier<Reading<T>> begin) {
    try {
      return begin.get();
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  private <T> T leavingAfter(Reading<T> reading) {
    try {
      return reading.read();
    } finally {
      places.release();
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while a source was read");
  }
}
