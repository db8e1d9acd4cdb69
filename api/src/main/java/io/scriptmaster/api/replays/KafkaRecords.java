package io.scriptmaster.api.replays;

import io.scriptmaster.api.http.ProblemException;
import io.scriptmaster.api.http.Shares;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records with a consumer of its own for each call, without a group. A few calls at
 * once, one for each tenant; further ones wait. Safe for use by several threads.
 */
public final class KafkaRecords implements StoredRecords {

  private static final int AT_ONCE = 4;
  private static final int OF_A_TENANT = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Shares<TenantId> places;
  private final Duration patience;

  public KafkaRecords(String bootstrapServers) {
    this(bootstrapServers, new Shares<>(AT_ONCE, OF_A_TENANT), PATIENCE);
  }

  /**
   * @param places for calls
   * @param patience how long a call waits for its place
   */
  KafkaRecords(String bootstrapServers, Shares<TenantId> places, Duration patience) {
    this.bootstrapServers = bootstrapServers;
    this.places = places;
    this.patience = patience;
  }

  /** All of the records together take at most five seconds, and as much of waiting. */
  @Override
  public Map<RecordPlace, byte[]> values(TenantId tenant, List<RecordPlace> records) {
    try (var place = places.of(tenant)) {
      place
          .take(1, patience)
          .ifPresent(
              lack -> {
                throw refusal(lack);
              });
      return read(records);
    }
  }

  private ProblemException refusal(Shares.Lack lack) {
    return lack.refusal(
        "too_many_records",
        "other records of the tenant are being read; try again in a moment",
        "%d reads of single records are under way here already; try again in a moment"
            .formatted(places.all()));
  }

  private Map<RecordPlace, byte[]> read(List<RecordPlace> records) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
      return new Reading(consumer, System.nanoTime() + PATIENCE.toNanos()).all(records);
    } catch (KafkaException e) {
      throw new KafkaUnavailableException("a record could not be read; try again", e);
    }
  }

  /** One call. */
  private record Reading(KafkaConsumer<byte[], byte[]> consumer, long deadline) {

    Map<RecordPlace, byte[]> all(List<RecordPlace> places) {
      Set<TopicPartition> partitions =
          places.stream().map(Reading::partitionOf).collect(Collectors.toSet());
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<RecordPlace, byte[]> values = new HashMap<>();
      for (RecordPlace place : places) {
        TopicPartition partition = partitionOf(place);
        if (place.offset() >= starts.get(partition) && place.offset() < ends.get(partition)) {
          one(partition, place.offset()).ifPresent(value -> values.put(place, value));
        }
      }
      return values;
    }

    private Optional<byte[]> one(TopicPartition partition, long offset) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          // A later one: that which was asked for is gone.
          return record.offset() == offset ? Optional.ofNullable(record.value()) : Optional.empty();
        }
        if (consumer.position(partition) > offset) {
          return Optional.empty();
        }
      }
      throw new KafkaUnavailableException(
          "a record could not be read within %d s; try again".formatted(PATIENCE.toSeconds()),
          null);
    }

    private static TopicPartition partitionOf(RecordPlace place) {
      return new TopicPartition(place.topic(), place.partition());
    }
  }

  private Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "scriptmaster-api-records"),
        Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        // Whoever names the place has read the record, so it was committed.
        Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"),
        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1),
        Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()),
        Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
  }
}
