package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 12;

  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldListenOnLoopbackOnly() throws IOException {
    // When
    try (EmbeddedKafka _ = EmbeddedKafka.start(KafkaSettings.in(directory))) {

      // Then
      assertThat(ListeningAddresses.of(ProcessHandle.current().pid()))
          .hasSizeGreaterThanOrEqualTo(2)
          .isSubsetOf(ListeningAddresses.LOOPBACK);
    }
  }

  @Test
  void shouldAdvertiseTheAddressItGives() throws Exception {
    // Given
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory));
        Admin admin = admin(kafka.bootstrapServers())) {

      // When
      List<Node> nodes = List.copyOf(admin.describeCluster().nodes().get());

      // Then
      assertThat(nodes).hasSize(1);
      assertThat(nodes.getFirst().host() + ":" + nodes.getFirst().port())
          .isEqualTo(kafka.bootstrapServers());
    }
  }

  @Test
  void shouldKeepClusterAndTopicsAcrossRestart() throws Exception {
    // Given
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory));
        Admin admin = admin(kafka.bootstrapServers())) {
      clusterId = admin.describeCluster().clusterId().get();
      createTopic(admin, "numbers");
    }

    // When
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory));
        Admin admin = admin(kafka.bootstrapServers())) {

      // Then
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
      assertThat(admin.listTopics().names().get()).contains("numbers");
    }
  }

  @Test
  void shouldKeepCommittedRecordsWhenTheProcessIsKilled() throws Exception {
    // Given
    try (OtherProcess process = OtherProcess.run(KafkaProcess.class, directory, 0)) {
      String bootstrapServers = process.line();
      try (Admin admin = admin(bootstrapServers);
          KafkaProducer<String, String> producer = transactionalProducer(bootstrapServers)) {
        createTopic(admin, "numbers");
        sendNumbers(producer, 0, 1_000);
        producer.commitTransaction();
        sendNumbers(producer, 1_000, 1_100);
        producer.flush();
        process.close();
        producer.close(Duration.ZERO); // else it waits to abort at a broker that is gone
      }
    }

    // When
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory))) {
      try (KafkaProducer<String, String> producer =
          transactionalProducer(kafka.bootstrapServers())) {
        sendNumbers(producer, 2_000, 2_100);
        producer.commitTransaction();
      }

      // Then
      List<String> expected =
          IntStream.concat(IntStream.range(0, 1_000), IntStream.range(2_000, 2_100))
              .mapToObj(Integer::toString)
              .toList();
      assertThat(committed(kafka.bootstrapServers(), "numbers", expected.size()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldRunStreamsWithTheStreamsGroupProtocol() throws Exception {
    // Given
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory.resolve("kafka")));
        Admin admin = admin(kafka.bootstrapServers());
        KafkaStreams streams = copyStream(kafka.bootstrapServers());
        KafkaProducer<String, String> producer = transactionalProducer(kafka.bootstrapServers())) {
      createTopic(admin, "numbers");
      createTopic(admin, "copies");
      streams.start();

      // When
      sendNumbers(producer, 0, 10);
      producer.commitTransaction();

      // Then
      assertThat(committed(kafka.bootstrapServers(), "copies", 10)).hasSize(10);
    }
  }

  @Test
  void shouldRefuseDirectoryOfARunningBroker() throws IOException {
    // Given
    try (EmbeddedKafka _ = EmbeddedKafka.start(KafkaSettings.in(directory));

        // When
        OtherProcess second = OtherProcess.run(KafkaProcess.class, directory, 0)) {

      // Then
      assertThat(second.line())
          .isEqualTo(
              "The data directory %s is in use by another Scriptmaster; stop that one or choose another directory."
                  .formatted(directory.toRealPath()));
      assertThat(second.line()).isNull();
    }
  }

  @Test
  void shouldRefusePortOfARunningBrokerAndLeaveTheDirectoryFree() {
    // Given
    Path other = directory.resolve("other");
    try (EmbeddedKafka first = EmbeddedKafka.start(KafkaSettings.in(directory.resolve("first")))) {
      int port = Integer.parseInt(first.bootstrapServers().split(":")[1]);

      // When / Then
      assertThatThrownBy(() -> EmbeddedKafka.start(new KafkaSettings(other, port, 0, Map.of())))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageStartingWith("Port %d on 127.0.0.1 is in use", port);
      DirectoryLock.acquire(other).close();
    }
  }

  @Test
  void shouldSayWhyABrokerCannotStart() {
    // Given
    KafkaSettings settings =
        new KafkaSettings(directory, 0, 0, Map.of("broker.session.timeout.ms", "soon"));

    // When / Then
    assertThatThrownBy(() -> EmbeddedKafka.start(settings))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("Kafka could not start on the data directory")
        .hasMessageContaining("soon");
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void shouldTellTheHostOnceOfAFatalFault() {
    // Given
    List<String> faults = new ArrayList<>();
    try (EmbeddedKafka _ = EmbeddedKafka.start(KafkaSettings.in(directory), faults::add)) {

      // When
      Exit.halt(1, "no disk left");
      Exit.exit(1);

      // Then
      assertThat(faults)
          .containsExactly(
              "The embedded Kafka met a fatal fault (no disk left); its log says more.");
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static void createTopic(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
  }

  private static KafkaProducer<String, String> transactionalProducer(String bootstrapServers) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "numbers"),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  private static void sendNumbers(KafkaProducer<String, String> producer, int from, int to) {
    producer.beginTransaction();
    IntStream.range(from, to)
        .mapToObj(Integer::toString)
        .forEach(number -> producer.send(new ProducerRecord<>("numbers", number, number)));
  }

  private static KafkaStreams copyStream(String bootstrapServers) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("numbers", Consumed.with(Serdes.String(), Serdes.String()))
        .to("copies", Produced.with(Serdes.String(), Serdes.String()));
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "application.id", "copy",
            "bootstrap.servers", bootstrapServers,
            "group.protocol", "streams",
            "processing.guarantee", "exactly_once_v2"));
    return new KafkaStreams(builder.build(), properties);
  }

  /** Waits until so many have come, then reads on to the end. */
  private static List<String> committed(String bootstrapServers, String topic, int expected) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "group.id", "reader",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> values = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(() -> poll(consumer, values) == 0 && values.size() >= expected);
      return values;
    }
  }

  private static int poll(KafkaConsumer<String, String> consumer, List<String> values) {
    int before = values.size();
    consumer.poll(Duration.ofMillis(500)).forEach(polled -> values.add(polled.value()));
    return values.size() - before;
  }
}
