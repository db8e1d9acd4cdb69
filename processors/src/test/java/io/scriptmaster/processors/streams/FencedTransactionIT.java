package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance that is out of its group, and does not know yet, writes without having read anything
 * since it took its partitions over.
 */
class FencedTransactionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than it takes to hear of being out. */
  private static final Duration LATER = Duration.ofSeconds(4);

  @TempDir private Path folder;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final String prefix = "fenced-%s-".formatted(UUID.randomUUID());
  private final TopicPartition written = new TopicPartition(topics.scriptEvents().name(), 0);
  private final AtomicInteger owners = new AtomicInteger();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));

  private StreamsApplication application;

  @BeforeEach
  void start() {
    application =
        StreamsApplication.of(
            new StreamsSettings(cluster.bootstrapServers(), folder, prefix, 1, 1),
            new StreamsProfile("write", true, Duration.ofMillis(50)),
            topics,
            cluster.serdes(),
            this::topology);
    application.start();
  }

  @AfterEach
  void stop() {
    application.close();
    admin.close();
  }

  @Test
  void shouldCommitNothingOnceItIsOutOfItsGroup() throws Exception {
    // Given
    await().atMost(PATIENCE).until(() -> committed() > 10);

    // When
    admin
        .removeMembersFromConsumerGroup(
            prefix + "write", new RemoveMembersFromConsumerGroupOptions())
        .all()
        .get();
    long end = end(IsolationLevel.READ_UNCOMMITTED);

    // Then
    Thread.sleep(LATER);
    await().atMost(PATIENCE).until(() -> owners.get() > 1 && committed() > end + 10);
    assertThat(records()).filteredOn(it -> it.key().equals("owner-1")).isNotEmpty();
    assertThat(records())
        .filteredOn(it -> it.key().equals("owner-1"))
        .allMatch(it -> it.offset() < end);
  }

  private long committed() throws Exception {
    return end(IsolationLevel.READ_COMMITTED);
  }

  private long end(IsolationLevel isolation) throws Exception {
    return admin
        .listOffsets(Map.of(written, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(written)
        .get()
        .offset();
  }

  private List<ConsumerRecord<String, byte[]>> records() throws Exception {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(written));
      consumer.seekToBeginning(List.of(written));
      long end = committed();
      while (consumer.position(written) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private Topology topology(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("nothing"))
        .process(Write::new, Named.as("write"))
        .to(
            written.topic(),
            Produced.<String, byte[]>with(Serdes.String(), Serdes.ByteArray())
                .withStreamPartitioner((_, _, _, _) -> Optional.of(Set.of(0)))
                .withName("written"));
    return builder.build();
  }

  /** The owner of one partition writes all the time. */
  private final class Write extends ContextualProcessor<String, byte[], String, byte[]> {

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
      super.init(context);
      if (context.taskId().partition() == 0) {
        String owner = "owner-" + owners.incrementAndGet();
        context.schedule(
            Duration.ofMillis(10),
            PunctuationType.WALL_CLOCK_TIME,
            now -> context.forward(new Record<>(owner, new byte[0], now)));
      }
    }

    @Override
    public void process(Record<String, byte[]> record) {
      throw new AssertionError("there is nothing to read");
    }
  }
}
