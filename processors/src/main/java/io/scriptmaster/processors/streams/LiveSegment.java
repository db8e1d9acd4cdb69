package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Keeps a window store from having no segment.
 *
 * <p>Such a store keeps the offset of its changelog in its segments. Without one it has none to
 * tell at a restart, and under exactly-once Kafka Streams (4.3.1, {@code initializeStoreOffsets})
 * then takes all stores of the task for corrupt and restores them from nothing.
 */
public final class LiveSegment {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long EVERY_MILLIS = Duration.ofHours(1).toMillis();

  /** No real key is empty. */
  private static final String NO_KEY = "";

  private LiveSegment() {}

  /**
   * To be called when the processor of the store is initialized.
   *
   * @return to be cancelled when it is closed
   */
  public static Cancellable keep(ProcessingContext context, WindowStore<String, ?> store) {
    AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
    return WallClockPunctuation.schedule(
        context,
        LOOK,
        now -> {
          if (now - last.get() > EVERY_MILLIS) {
            last.set(now);
            store.put(NO_KEY, null, now);
          }
        });
  }
}
