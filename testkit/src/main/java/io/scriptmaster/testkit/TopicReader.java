package io.scriptmaster.testkit;

import static org.awaitility.Awaitility.await;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all committed records of a topic, from its beginning, in the order of each partition. */
public final class TopicReader<V> implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, V> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<String, V>> seen = new ArrayList<>();

  private TopicReader(KafkaConsumer<String, V> consumer, String topic) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  public static <V extends SpecificRecord> TopicReader<V> of(
      String bootstrapServers, AvroSerdes serdes, Topic<V> topic) {
    return of(bootstrapServers, topic.name(), serdes.deserializer(topic));
  }

  public static <V> TopicReader<V> of(
      String bootstrapServers, String topic, Deserializer<V> values) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    return new TopicReader<>(
        new KafkaConsumer<>(settings, new StringDeserializer(), values), topic);
  }

  /**
   * Waits until {@code count} records are there and the topic's present end is reached, and gives
   * all of them.
   */
  public List<ConsumerRecord<String, V>> readAtLeast(int count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              readToEnd();
              if (seen.size() < count) {
                throw new AssertionError(
                    "%d records of %d in %s".formatted(seen.size(), count, partitions));
              }
            });
    return readToEnd();
  }

  /** All records up to the topic's present end. */
  public List<ConsumerRecord<String, V>> readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
