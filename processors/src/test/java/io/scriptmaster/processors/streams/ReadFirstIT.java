package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application finds when it comes back: definitions, and events written after them. */
class ReadFirstIT {

  /** Two polls, and more than one fetch. */
  private static final int DEFINITIONS = 12_000;

  private static final byte[] DEFINITION = new byte[500];
  private static final int PARTITION = 1;

  @TempDir private Path folder;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final String prefix = "first-%s-".formatted(UUID.randomUUID());
  private final List<String> read = new CopyOnWriteArrayList<>();

  @Test
  void shouldReadADefinitionBeforeAnEventThatWasWrittenAfterIt() {
    // Given an application that was away while there was much to read
    event("before");
    try (StreamsApplication application = start()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> read.contains("before"));
    }
    writeDefinitions();
    event("after");

    // When
    read.clear();
    try (StreamsApplication application = start()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> read.contains("after"));
    }

    // Then
    assertThat(read.indexOf("after")).isEqualTo(DEFINITIONS);
  }

  private void event(String name) {
    try (TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes())) {
      writer.write(topics.triggerEvents().name(), PARTITION, name, name.getBytes(UTF_8));
    }
  }

  private void writeDefinitions() {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      IntStream.range(0, DEFINITIONS)
          .forEach(
              number ->
                  producer.send(
                      new ProducerRecord<>(
                          topics.scripts().name(), PARTITION, "t/" + number, DEFINITION)));
    }
  }

  private StreamsApplication start() {
    StreamsApplication application =
        StreamsApplication.of(
            new StreamsSettings(cluster.bootstrapServers(), folder, prefix, 1, 1),
            new StreamsProfile("first", true, Duration.ofMillis(50)),
            topics,
            cluster.serdes(),
            this::topology);
    application.start();
    return application;
  }

  private Topology topology(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    for (String topic : List.of(topics.triggerEvents().name(), topics.scripts().name())) {
      builder.stream(topic, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(topic))
          .process(() -> new Read(), Named.as("read-" + topic));
    }
    return builder.build();
  }

  private final class Read implements Processor<String, byte[], Void, Void> {

    @Override
    public void process(Record<String, byte[]> record) {
      read.add(record.key());
    }
  }
}
