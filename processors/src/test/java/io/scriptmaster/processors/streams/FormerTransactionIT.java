package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An instance is killed in the middle of a commit: the transaction that it left open is of a topic
 * that a store of all instances is restored from.
 */
class FormerTransactionIT {

  /** Who waits for the broker to end the transaction waits longer. */
  private static final Duration SOON = Duration.ofSeconds(40);

  private static final String NAME = "restart";
  private static final int TRANSACTION_TIMEOUT_MILLIS = 180_000;

  @TempDir private Path folder;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final String prefix = "former-%s-".formatted(UUID.randomUUID());
  private final AtomicInteger processed = new AtomicInteger();

  /** How often the task of each partition was begun. */
  private final Map<Integer, Integer> begun = new ConcurrentHashMap<>();

  private final List<StreamsApplication> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(StreamsApplication::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-2"})
  void shouldEndWhatItsFormerSelfLeftOpenBeforeItJoinsItsGroup(String numberOfThread)
      throws Exception {
    // Given
    StreamsApplication before = start("same");
    await().atMost(SOON).until(before::isRunning);
    String former = processId(before) + numberOfThread;
    before.close();
    try (KafkaProducer<byte[], byte[]> killed =
        leaveOpen(former, new TopicPartition(topics.scripts().name(), 0))) {

      // When
      StreamsApplication application = start("same");

      // Then
      assertThat(state(former)).isNotEqualTo(TransactionState.ONGOING);
      await().atMost(SOON).until(application::isRunning);
    }
  }

  @Test
  void shouldServeItsOwnPartitionsWhileTheTransactionOfAnotherIsOpen() {
    // Given
    StreamsApplication application = start("survivor");
    StreamsApplication other = start("other");
    await().atMost(SOON).until(() -> other.isRunning() && other.activePartitions() > 0);
    await().atMost(SOON).until(application::isRunning);
    int own = partition(application);
    try (KafkaProducer<byte[], byte[]> killed =
            leaveOpen(
                prefix + "other", new TopicPartition(topics.scripts().name(), partition(other)));
        KafkaProducer<byte[], byte[]> sender = producer(Map.of())) {

      // When
      int before = begun.get(own);
      other.close();
      await().atMost(SOON).until(() -> !application.isRunning());
      sender.send(new ProducerRecord<>(topics.triggerEvents().name(), own, null, new byte[0]));

      // Then
      await().atMost(SOON).until(() -> processed.get() == 1);
      assertThat(application.isRunning()).isFalse();
      assertThat(begun.get(own)).isEqualTo(before);
    }
    // The producer was closed, and with it the transaction.
    await().atMost(SOON).until(application::isRunning);
  }

  private TransactionState state(String transactionalId) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      return admin
          .describeTransactions(List.of(transactionalId))
          .description(transactionalId)
          .get()
          .state();
    }
  }

  /** One that it has at work. */
  private static int partition(StreamsApplication application) {
    return application.streams().metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(task -> task.taskId().partition())
        .findFirst()
        .orElseThrow();
  }

  private KafkaProducer<byte[], byte[]> leaveOpen(
      String transactionalId, TopicPartition partition) {
    KafkaProducer<byte[], byte[]> killed =
        producer(
            Map.of(
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                TRANSACTION_TIMEOUT_MILLIS));
    killed.initTransactions();
    killed.beginTransaction();
    killed.sendOffsetsToTransaction(
        Map.of(partition, new OffsetAndMetadata(0)), new ConsumerGroupMetadata(prefix + NAME));
    return killed;
  }

  private StreamsApplication start(String data) {
    StreamsApplication application =
        StreamsApplication.of(
            new StreamsSettings(cluster.bootstrapServers(), folder.resolve(data), prefix, 1, 1),
            new StreamsProfile(NAME, true, Duration.ofMillis(50)),
            topics,
            cluster.serdes(),
            this::topology);
    started.add(application);
    application.start();
    return application;
  }

  /** With the application's: what its transactional ids begin with. */
  private static String processId(StreamsApplication application) {
    return application.streams().metadataForLocalThreads().stream()
        .flatMap(thread -> thread.producerClientIds().stream())
        .findFirst()
        .orElseThrow()
        .replace("-StreamThread-1-producer", "");
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", cluster.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Topology topology(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("events"))
        .process(Count::new, Named.as("count"));
    return new ReadOnlyStores(builder.build(), cluster.serdes())
        .add("scripts", topics.scripts(), "count")
        .topology();
  }

  private final class Count extends ContextualProcessor<String, byte[], Void, Void> {

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      begun.merge(context.taskId().partition(), 1, Integer::sum);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      processed.incrementAndGet();
    }
  }
}
