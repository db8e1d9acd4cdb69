package io.scriptmaster.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed to a topic, from its end at the start of the watch on, in a thread of its
 * own.
 */
public final class OutputWatch implements AutoCloseable {

  /** Told of each record, on the watching thread. */
  public interface Sight {
    void of(byte[] value, long nanos);
  }

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Sight sight;
  private final Timeline timeline = new Timeline();
  private final Thread thread = Thread.ofPlatform().name("watch-outputs").unstarted(this::watch);

  private volatile boolean closing;
  private volatile RuntimeException failure;

  private OutputWatch(KafkaConsumer<byte[], byte[]> consumer, Sight sight) {
    this.consumer = consumer;
    this.sight = sight;
  }

  /** Counts. */
  public static OutputWatch count(String bootstrapServers, String topic) {
    return start(bootstrapServers, topic, (value, nanos) -> {});
  }

  /**
   * Tells the traffic when its events were answered.
   *
   * @param eventId of a value
   */
  public static OutputWatch answers(
      String bootstrapServers,
      String topic,
      Function<byte[], String> eventId,
      List<Traffic> traffic) {
    return start(
        bootstrapServers,
        topic,
        (value, nanos) -> {
          String id = eventId.apply(value);
          for (Traffic each : traffic) {
            if (each.seen(id, nanos)) {
              return;
            }
          }
        });
  }

  /** Tells somebody of each record. */
  public static OutputWatch start(String bootstrapServers, String topic, Sight sight) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    OutputWatch watch = new OutputWatch(consumer, sight);
    watch.thread.start();
    return watch;
  }

  public Timeline timeline() {
    return timeline;
  }

  /** Waits until so many records came; false where the time ended before. */
  public boolean await(int count, Duration atMost) throws InterruptedException {
    return await(() -> timeline.count() >= count, atMost);
  }

  /** Waits until all events of the traffic are answered; false where the time ended before. */
  public boolean awaitAnswers(List<Traffic> traffic, Duration atMost) throws InterruptedException {
    return await(() -> traffic.stream().allMatch(each -> each.answered() == each.count()), atMost);
  }

  private boolean await(java.util.function.BooleanSupplier done, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!done.getAsBoolean()) {
      if (failure != null) {
        throw failure;
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  private void watch() {
    try (consumer) {
      while (!closing) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          sight.of(record.value(), now);
        }
        if (!records.isEmpty()) {
          timeline.add(now, records.count());
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
