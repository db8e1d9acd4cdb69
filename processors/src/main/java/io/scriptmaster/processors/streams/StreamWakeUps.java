package io.scriptmaster.processors.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Lets other threads tell a stream thread that there is something to do for it: without, it would
 * first wait in its poll for records.
 */
public final class StreamWakeUps {

  private final Map<Thread, WakeableConsumer> consumers = new ConcurrentHashMap<>();
  private final BooleanSupplier busy;

  /** Of an application that nobody wakes. */
  public StreamWakeUps() {
    this(() -> false);
  }

  /**
   * @param busy whether somebody may want to wake a stream thread within milliseconds
   */
  public StreamWakeUps(BooleanSupplier busy) {
    this.busy = busy;
  }

  boolean isBusy() {
    return busy.getAsBoolean();
  }

  /** What wakes the calling stream thread, from any thread; to be asked after its first poll. */
  public Runnable ofThisThread() {
    WakeableConsumer consumer = consumers.get(Thread.currentThread());
    // A topology under test has no consumer, and nothing to wake.
    return consumer == null ? () -> {} : consumer::wake;
  }

  void pollsOnThisThread(WakeableConsumer consumer) {
    consumers.putIfAbsent(Thread.currentThread(), consumer);
    if (consumers.size() > 64) {
      consumers.keySet().removeIf(thread -> !thread.isAlive());
    }
  }

  DefaultKafkaClientSupplier clients() {
    return new DefaultKafkaClientSupplier() {
      @Override
      public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new WakeableConsumer(settings, StreamWakeUps.this);
      }
    };
  }
}
