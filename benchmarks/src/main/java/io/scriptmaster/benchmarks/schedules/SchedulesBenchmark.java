package io.scriptmaster.benchmarks.schedules;

import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.surroundings.BenchmarkPorts;
import io.scriptmaster.benchmarks.surroundings.Instance;
import io.scriptmaster.entity.CatchUp;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;

/**
 * 1,000,000 schedules of 1,000 tenants, of which 200 come due each second, in one instance: how
 * late slots are decided and committed, CPU and memory, and how long a restore takes.
 *
 * <p>The tenants do not exist, so that the executions refuse each slot at once: what is measured is
 * the scheduler.
 */
@CommandLine.Command(
    name = "schedules",
    description = "Very many schedules in one instance.",
    mixinStandardHelpOptions = true)
public final class SchedulesBenchmark implements Callable<Integer> {

  private static final int TENANTS = 1_000;
  private static final int DUE_PER_SECOND = 200;
  private static final String APPLICATION = "scriptmaster-schedules";
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  @CommandLine.Parameters(
      defaultValue = "1000000",
      description = "Number of schedules (default: ${DEFAULT-VALUE}).")
  private int schedules;

  @CommandLine.Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Seconds that slots are watched (default: ${DEFAULT-VALUE}).")
  private int seconds;

  private Path data;

  @Override
  public Integer call() throws Exception {
    data = Files.createTempDirectory("schedules-benchmark");
    try (Instance instance = start()) {
      rest(instance);
      Duration loading = load();
      row(
          "load",
          "%d schedules in %.1f s, %.0f/s"
              .formatted(
                  schedules, loading.toMillis() / 1e3, schedules * 1e3 / loading.toMillis()));
      watch(instance);
      row("memory", "%d MB resident, with the broker".formatted(instance.residentMegabytes()));
    }
    deleteAll(data.resolve("instance/streams/" + APPLICATION));
    try (Instance instance = start()) {
      row(
          "restore",
          "ready after %.1f s, its state deleted".formatted(instance.startTime().toMillis() / 1e3));
    }
    try (Instance instance = start()) {
      row(
          "start",
          "ready after %.1f s, its state kept".formatted(instance.startTime().toMillis() / 1e3));
    }
    return 0;
  }

  private Instance start() throws IOException, InterruptedException {
    return Instance.start(
        data.resolve("instance.log"),
        BenchmarkPorts.API,
        "dev",
        "--kafka-port=" + BenchmarkPorts.KAFKA,
        "--registry-port=" + BenchmarkPorts.REGISTRY,
        "--data=" + data.resolve("instance"));
  }

  /** Until the scheduler has committed that it has read them all. */
  private Duration load() throws Exception {
    long started = System.nanoTime();
    String topic = TOPICS.schedules().name();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                BenchmarkPorts.BOOTSTRAP_SERVERS,
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new StringSerializer(),
            serdes().serializer(TOPICS.schedules()))) {
      int partitions = producer.partitionsFor(topic).size();
      Instant now = Instant.now();
      for (int n = 0; n < schedules; n++) {
        TenantId tenant = new TenantId("tenant-%04d".formatted(n % TENANTS));
        String id = "schedule-%07d".formatted(n);
        producer.send(
            new ProducerRecord<>(
                topic,
                TenantPartition.of(tenant, partitions),
                tenant + "/" + id,
                schedule(tenant, id, n, now)));
      }
    }
    awaitRead(topic);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Each begins at a second of its own, so that they come due evenly. */
  private Schedule schedule(TenantId tenant, String id, int n, Instant now) {
    int period = Math.max(1, schedules / DUE_PER_SECOND);
    return Schedule.newBuilder()
        .setTenant(tenant.value())
        .setId(id)
        .setVersion(1)
        .setCron("every %ds".formatted(period))
        .setTimeZone("UTC")
        .setScript("score")
        .setPayload("{\"n\":1}")
        .setCatchUp(CatchUp.newBuilder().setPolicy("none").setWindow("PT1M").build())
        .setStartAt(now.plusSeconds(n % period))
        .setCreatedAt(now)
        .setCreatedBy("operator")
        .setUpdatedAt(now)
        .setUpdatedBy("operator")
        .build();
  }

  private static void awaitRead(String topic) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin =
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, BenchmarkPorts.BOOTSTRAP_SERVERS));
        var consumer = slots()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (System.nanoTime() < deadline) {
        Map<TopicPartition, OffsetAndMetadata> read =
            admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
        if (partitions.stream()
            .allMatch(
                one ->
                    ends.get(one) == 0
                        || read.get(one) != null && read.get(one).offset() >= ends.get(one))) {
          return;
        }
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("the scheduler did not read all schedules");
  }

  private void watch(Instance instance) {
    List<Long> decided = new ArrayList<>();
    List<Long> committed = new ArrayList<>();
    try (var consumer = slots()) {
      List<TopicPartition> partitions = partitions(consumer, TOPICS.scheduleSlots().name());
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      long cpu = instance.vitals().cpuNanos();
      long started = System.nanoTime();
      while (System.nanoTime() - started < Duration.ofSeconds(seconds).toNanos()) {
        for (ConsumerRecord<String, ScheduleSlot> record : consumer.poll(Duration.ofMillis(50))) {
          ScheduleSlot slot = record.value();
          if (slot.getExecutionOutcome() == null) {
            decided.add(Duration.between(slot.getDueAt(), slot.getActualAt()).toNanos());
            committed.add(Duration.between(slot.getDueAt(), Instant.now()).toNanos());
          }
        }
      }
      double watched = System.nanoTime() - started;
      row("decided late", percentiles(decided));
      row("committed late", percentiles(committed));
      row(
          "CPU",
          "%.0f %% of a core by the whole process"
              .formatted((instance.vitals().cpuNanos() - cpu) * 100 / watched));
    }
  }

  /** What the process uses that has nothing to do. */
  private static void rest(Instance instance) throws InterruptedException {
    long cpu = instance.vitals().cpuNanos();
    Thread.sleep(IDLE);
    row(
        "CPU at rest",
        "%.0f %% of a core by the whole process"
            .formatted((instance.vitals().cpuNanos() - cpu) * 100.0 / IDLE.toNanos()));
  }

  private static String percentiles(List<Long> nanos) {
    return Percentiles.of(nanos.stream().mapToLong(Long::longValue).toArray()).toString();
  }

  private static KafkaConsumer<String, ScheduleSlot> slots() {
    return new KafkaConsumer<>(
        Map.<String, Object>of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            BenchmarkPorts.BOOTSTRAP_SERVERS,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new StringDeserializer(),
        serdes().deserializer(TOPICS.scheduleSlots()));
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static AvroSerdes serdes() {
    return new AvroSerdes(RegistryConnection.open(BenchmarkPorts.REGISTRY_URL));
  }

  private static void row(String what, String figure) {
    System.out.printf("| %-15s | %s |%n", what, figure);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
