package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** With a consumer of its own, which is in no group. */
public final class KafkaPartitionReader implements PartitionReader {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** What one call gives at most: it is held in memory until it is dealt with. */
  private static final int RECORDS = 1_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private long position = -1;

  private KafkaPartitionReader(String bootstrapServers, TopicPartition partition) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.partition = partition;
    consumer.assign(List.of(partition));
  }

  /** Opens readers of a cluster. */
  public static Opener of(StreamsSettings settings) {
    return (topic, partition) ->
        new KafkaPartitionReader(settings.bootstrapServers(), new TopicPartition(topic, partition));
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> read(long offset) {
    try {
      return poll(offset);
    } catch (TimeoutException e) {
      // Kafka Streams takes a timeout of anybody on its thread for one of its own.
      position = -1;
      return List.of();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(long offset) {
    if (offset != position) {
      consumer.seek(partition, offset);
      position = offset;
    }
    try {
      List<ConsumerRecord<byte[], byte[]>> records =
          consumer.poll(Duration.ZERO).records(partition);
      if (!records.isEmpty()) {
        position = records.getLast().offset() + 1;
      }
      return records;
    } catch (OffsetOutOfRangeException e) {
      position = -1;
      throw gone();
    }
  }

  private RecordsGoneException gone() {
    long earliest = consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition);
    return new RecordsGoneException(
        "%s has forgotten what was before offset %d".formatted(partition, earliest), earliest);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
