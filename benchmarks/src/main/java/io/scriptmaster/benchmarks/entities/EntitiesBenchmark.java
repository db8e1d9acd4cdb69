package io.scriptmaster.benchmarks.entities;

import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.surroundings.BenchmarkPorts;
import io.scriptmaster.benchmarks.surroundings.Instance;
import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;

/**
 * 10,000 tenants with 10 scripts each, served by two instances: time to load and to restore, bytes
 * and memory, latency of reads and writes with one and with 32 clients, warm.
 */
@CommandLine.Command(
    name = "entities",
    description = "Reads and writes of entities by two instances.",
    mixinStandardHelpOptions = true)
public final class EntitiesBenchmark implements Callable<Integer> {

  private static final int SCRIPTS = 10;
  private static final int CLIENTS = 32;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int READS = 20_000;
  private static final int WRITES = 4_000;
  private static final String SOURCE =
      "export default async function (event, sm) {\n  sm.log.info('scored', { n: event.payload.n });\n  return { n: %d };\n}\n";
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  @CommandLine.Parameters(
      defaultValue = "10000",
      description = "Number of tenants (default: ${DEFAULT-VALUE}).")
  private int tenants;

  private Path data;

  @Override
  public Integer call() throws Exception {
    data = Files.createTempDirectory("entities-benchmark");
    run();
    return 0;
  }

  private void run() throws Exception {
    try (Instance first = startFirst();
        Instance second = startSecond()) {
      Duration loading = load();
      int entities = tenants * (SCRIPTS + 1);
      row(
          "load",
          "%d entities in %.1f s, %.0f/s"
              .formatted(entities, loading.toMillis() / 1e3, entities * 1e3 / loading.toMillis()));
      row(
          "bytes",
          "per script %d in its topic and %d in the changelog of the view"
              .formatted(
                  topicBytes("scriptmaster.scripts-") / (tenants * SCRIPTS),
                  topicBytes("scriptmaster-entities-entities-changelog-") / (tenants * SCRIPTS)));
      row(
          "memory",
          "%d MB (with the broker) and %d MB"
              .formatted(first.residentMegabytes(), second.residentMegabytes()));
      List<Instance> both = List.of(first, second);
      measure(both, CLIENTS, READS, this::read);
      measure(both, CLIENTS, WRITES, this::write);
      row("read, 1 client", measure(both, 1, READS / 10, this::read).toString());
      row("write, 1 client", measure(both, 1, WRITES / 10, this::write).toString());
      row("read, 32", measure(both, CLIENTS, READS, this::read).toString());
      row("write, 32", measure(both, CLIENTS, WRITES, this::write).toString());
    }
    deleteAll(stateOfFirst());
    deleteAll(stateOfSecond());
    try (Instance first = startFirst();
        Instance second = startSecond()) {
      row(
          "restore",
          "ready after %.1f s and %.1f s, from the topics alone"
              .formatted(first.startTime().toMillis() / 1e3, second.startTime().toMillis() / 1e3));
      row("read after", measure(List.of(first, second), CLIENTS, READS / 4, this::read).toString());
    }
  }

  private Instance startFirst() throws IOException, InterruptedException {
    return Instance.start(
        data.resolve("first.log"),
        BenchmarkPorts.API,
        "dev",
        "--kafka-port=" + BenchmarkPorts.KAFKA,
        "--registry-port=" + BenchmarkPorts.REGISTRY,
        "--data=" + data.resolve("first"));
  }

  private Instance startSecond() throws IOException, InterruptedException {
    return Instance.start(
        data.resolve("second.log"),
        BenchmarkPorts.SECOND_API,
        "serve",
        "--bootstrap-servers=" + BenchmarkPorts.BOOTSTRAP_SERVERS,
        "--registry-url=" + BenchmarkPorts.REGISTRY_URL,
        "--partitions=4",
        "--data=" + data.resolve("second"));
  }

  /** The log segments of all partitions. */
  private long topicBytes(String prefix) throws IOException {
    long bytes = 0;
    try (Stream<Path> folders = Files.list(data.resolve("first/kafka"))) {
      for (Path folder :
          folders.filter(it -> it.getFileName().toString().startsWith(prefix)).toList()) {
        bytes += bytes(folder);
      }
    }
    return bytes;
  }

  private Path stateOfFirst() {
    return data.resolve("first/streams");
  }

  private Path stateOfSecond() {
    return data.resolve("second/streams");
  }

  /** Sends commands as the API does, without waiting for each, until all verdicts are there. */
  private Duration load() throws Exception {
    AvroSerdes serdes = new AvroSerdes(RegistryConnection.open(BenchmarkPorts.REGISTRY_URL));
    Map<String, Object> kafka =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, BenchmarkPorts.BOOTSTRAP_SERVERS);
    long started = System.nanoTime();
    try (var producer =
            new KafkaProducer<>(
                kafka, new StringSerializer(), serdes.serializer(TOPICS.commands()));
        var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    BenchmarkPorts.BOOTSTRAP_SERVERS,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      String results = TOPICS.commandResults().name();
      List<TopicPartition> partitions =
          consumer.partitionsFor(results).stream()
              .map(info -> new TopicPartition(results, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      for (int n = 0; n < tenants; n++) {
        send(producer, n, "tenant", tenant(n), CommandJson.write(new SaveTenant("Tenant " + n)));
        for (int script = 0; script < SCRIPTS; script++) {
          String body =
              CommandJson.write(new SaveScript(SOURCE.formatted(script), null, null, true));
          send(producer, n, "script", "script-" + script, body);
        }
      }
      producer.flush();
      int expected = tenants * (SCRIPTS + 1);
      int seen = 0;
      while (seen < expected) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          CommandResult result =
              serdes.deserializer(TOPICS.commandResults()).deserialize(results, record.value());
          if (!result.getAccepted()) {
            throw new IllegalStateException("refused: " + result);
          }
          seen++;
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static void send(
      KafkaProducer<String, Command> producer, int n, String kind, String entity, String body) {
    producer.send(
        new ProducerRecord<>(
            TOPICS.commands().name(),
            tenant(n),
            Command.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setTenant(tenant(n))
                .setKind(kind)
                .setAction("save")
                .setEntity(entity)
                .setBody(body)
                .setActor("operator")
                .setIssuedAt(Instant.now())
                .build()));
  }

  private static String tenant(int n) {
    return "tenant-%05d".formatted(n);
  }

  private interface Call {
    int status(Instance instance, int n) throws Exception;
  }

  private int read(Instance instance, int n) throws Exception {
    return instance.status("GET", randomScript(), null);
  }

  private int write(Instance instance, int n) throws Exception {
    return instance.status(
        "PUT", randomScript(), "{\"source\": \"return %d;\"}".formatted(n + 1_000_000));
  }

  private String randomScript() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "/v1/tenants/%s/scripts/script-%d"
        .formatted(tenant(random.nextInt(tenants)), random.nextInt(SCRIPTS));
  }

  /** Clients take turns between the instances, so half of the reads are of a tenant elsewhere. */
  private static Percentiles measure(
      List<Instance> instances, int clientCount, int calls, Call call) throws Exception {
    long[] nanos = new long[calls];
    try (ExecutorService clients = Executors.newFixedThreadPool(clientCount)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clientCount; client++) {
        int number = client;
        running.add(
            clients.submit(
                () -> {
                  for (int n = number; n < calls; n += clientCount) {
                    nanos[n] = timed(call, instances.get(n / clientCount % 2), n);
                  }
                  return null;
                }));
      }
      for (Future<?> client : running) {
        client.get();
      }
    }
    return Percentiles.of(nanos);
  }

  /** The operator's rate is 1,000 requests a second and instance: over it, a client has to wait. */
  private static long timed(Call call, Instance instance, int n) throws Exception {
    while (true) {
      long started = System.nanoTime();
      int status = call.status(instance, n);
      if (status < 300) {
        return System.nanoTime() - started;
      }
      if (status != TOO_MANY_REQUESTS) {
        throw new IllegalStateException("answered " + status);
      }
      Thread.sleep(20);
    }
  }

  private static void row(String what, String figure) {
    System.out.printf("| %-15s | %s |%n", what, figure);
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
