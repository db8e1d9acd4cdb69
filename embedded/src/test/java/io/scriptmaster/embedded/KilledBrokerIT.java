package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker is killed while clients commit: some transactions are decided and not yet marked. */
class KilledBrokerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "numbers";
  private static final int PRODUCERS = 32;
  private static final int PARTITIONS = 12;
  private static final int COMMITS = 200;

  @TempDir private Path directory;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void shouldMarkEveryTransactionInAllItsPartitionsWhenItIsBack() throws Exception {
    // Given
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        OtherProcess process = OtherProcess.run(KafkaProcess.class, directory, 0)) {
      String bootstrapServers = process.line();
      try (Admin admin = admin(bootstrapServers)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      }
      IntStream.range(0, PRODUCERS)
          .forEach(n -> clients.submit(() -> commitUntilKilled(bootstrapServers, n)));
      await().atMost(PATIENCE).until(() -> acknowledged.size() > COMMITS);

      // When
      process.close();
      clients.shutdownNow();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory));
        Admin admin = admin(kafka.bootstrapServers())) {
      for (int n = 0; n < PRODUCERS; n++) {
        try (KafkaProducer<String, String> producer = producer(kafka.bootstrapServers(), n)) {
          producer.initTransactions();
        }
      }

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                      .isEqualTo(ends(admin, IsolationLevel.READ_UNCOMMITTED)));
      Map<TopicPartition, Set<String>> committed = committed(kafka.bootstrapServers());
      assertThat(new HashSet<>(committed.values())).hasSize(1);
      assertThat(committed.get(new TopicPartition(TOPIC, 0))).containsAll(acknowledged);
    }
  }

  private void commitUntilKilled(String bootstrapServers, int client) {
    KafkaProducer<String, String> producer = producer(bootstrapServers, client);
    try {
      producer.initTransactions();
      for (int n = 0; true; n++) {
        String value = "%d-%d".formatted(client, n);
        producer.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          producer.send(new ProducerRecord<>(TOPIC, partition, null, value));
        }
        producer.commitTransaction();
        acknowledged.add(value);
      }
    } catch (KafkaException e) {
      // Killed, as it is meant to be.
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private static KafkaProducer<String, String> producer(String bootstrapServers, int client) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "client-" + client),
        new StringSerializer(),
        new StringSerializer());
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
      throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static Map<TopicPartition, Set<String>> committed(String bootstrapServers) {
    Map<TopicPartition, Set<String>> values = new HashMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(partitions());
      consumer.seekToBeginning(partitions());
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    values
                        .computeIfAbsent(
                            new TopicPartition(record.topic(), record.partition()),
                            _ -> new HashSet<>())
                        .add(record.value()));
      }
    }
    return values;
  }

  private static List<TopicPartition> partitions() {
    return IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
  }
}
