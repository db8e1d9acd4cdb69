package io.scriptmaster.processors.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The consumers of an application's stream threads, for its topology: to end a poll when there is
 * something else to do for the thread, and to stand before a partition.
 */
public final class StreamConsumers {

  private final Map<Thread, StreamConsumer> consumers = new ConcurrentHashMap<>();
  private final Map<Thread, Map<TopicPartition, RecordGate>> gates = new ConcurrentHashMap<>();
  private final BooleanSupplier busy;

  /** Of the last producer; null where the threads write without transactions. */
  private volatile String transactionalId;

  /** Of an application that nobody wakes. */
  public StreamConsumers() {
    this(() -> false);
  }

  /**
   * @param busy whether somebody may want to wake a stream thread within milliseconds
   */
  public StreamConsumers(BooleanSupplier busy) {
    this.busy = busy;
  }

  boolean isBusy() {
    return busy.getAsBoolean();
  }

  /** What wakes the calling stream thread, from any thread; to be asked after its first poll. */
  public Runnable wakeUpOfThisThread() {
    StreamConsumer consumer = consumers.get(Thread.currentThread());
    // A topology under test has no consumer, and nothing to wake.
    return consumer == null ? () -> {} : consumer::wake;
  }

  /** Puts a gate before a partition that the calling stream thread owns, until it is removed. */
  public void putGate(TopicPartition partition, RecordGate gate) {
    gatesOfThisThread().put(partition, gate);
  }

  /** On the thread that put it. */
  public void removeGate(TopicPartition partition, RecordGate gate) {
    gatesOfThisThread().remove(partition, gate);
  }

  /** Owned by the calling thread. */
  Map<TopicPartition, RecordGate> gatesOfThisThread() {
    return gates.computeIfAbsent(Thread.currentThread(), _ -> new HashMap<>());
  }

  /** What the calling stream thread reads by. */
  StreamConsumer ofThisThread() {
    return consumers.get(Thread.currentThread());
  }

  /** Of one of the stream threads, once they are made. */
  Optional<String> transactionalId() {
    return Optional.ofNullable(transactionalId);
  }

  void pollsOnThisThread(StreamConsumer consumer) {
    consumers.putIfAbsent(Thread.currentThread(), consumer);
    if (consumers.size() > 64) {
      consumers.keySet().removeIf(thread -> !thread.isAlive());
      gates.keySet().removeIf(thread -> !thread.isAlive());
    }
  }

  /**
   * @param readFirst topics that hold what others are read by
   */
  DefaultKafkaClientSupplier clients(Set<String> readFirst) {
    return new DefaultKafkaClientSupplier() {
      @Override
      public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new StreamConsumer(settings, StreamConsumers.this, readFirst);
      }

      @Override
      public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        transactionalId = (String) settings.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new FencedProducer(settings, StreamConsumers.this);
      }
    };
  }
}
