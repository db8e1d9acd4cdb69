package io.scriptmaster.testkit;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.scriptmaster.embedded.EmbeddedKafka;
import io.scriptmaster.embedded.EmbeddedRegistry;
import io.scriptmaster.embedded.KafkaSettings;
import io.scriptmaster.embedded.RegistrySettings;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.SchemaRegistration;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.TopicCreation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real broker and a real schema registry, started once for all broker tests of a JVM and stopped
 * when it ends.
 *
 * <p>Each test takes topics of its own: {@link #freshTopics()}.
 */
public final class LocalCluster {

  public static final int PARTITIONS = 3;

  /** It is not killed: without leaders it would be for no other reason than a slow machine. */
  private static final Map<String, String> PATIENT = Map.of("broker.session.timeout.ms", "60000");

  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static LocalCluster shared;

  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final SchemaRegistryClient client;

  private LocalCluster(EmbeddedKafka kafka, EmbeddedRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
    this.client = RegistryConnection.open(registry.url());
  }

  public static synchronized LocalCluster shared() {
    if (shared == null) {
      shared = start();
      LocalCluster started = shared;
      Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "stop-local-cluster"));
    }
    return shared;
  }

  private static LocalCluster start() {
    Path directory = temporaryDirectory();
    Path distribution =
        Path.of(System.getProperty("scriptmaster.registry.home", "../embedded/target/registry"));
    CompletableFuture<EmbeddedRegistry> registry =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedRegistry.start(
                    RegistrySettings.in(distribution, directory.resolve("registry"))));
    EmbeddedKafka kafka =
        EmbeddedKafka.start(new KafkaSettings(directory.resolve("kafka"), 0, 0, PATIENT));
    return new LocalCluster(kafka, registry.join());
  }

  /** Topics that no other test uses, created and with their schemas registered. */
  public TopicCatalogue freshTopics() {
    TopicCatalogue topics = new TopicCatalogue("test-%d.".formatted(PREFIXES.incrementAndGet()));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      new TopicCreation(admin, PARTITIONS, (short) 1).create(topics);
    }
    new SchemaRegistration(client).register(topics);
    serdes().warmUp(topics);
    return topics;
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public URI registryUrl() {
    return registry.url();
  }

  public SchemaRegistryClient registryClient() {
    return client;
  }

  public AvroSerdes serdes() {
    return new AvroSerdes(client);
  }

  private void stop() {
    registry.close();
    kafka.close();
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("scriptmaster-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
