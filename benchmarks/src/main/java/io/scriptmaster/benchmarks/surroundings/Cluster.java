package io.scriptmaster.benchmarks.surroundings;

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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker and the registry that all candidates of a benchmark share, in a folder of its own. */
public final class Cluster implements AutoCloseable {

  private final Path folder;
  private final int partitions;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final SchemaRegistryClient client;

  private Cluster(Path folder, int partitions, EmbeddedKafka kafka, EmbeddedRegistry registry) {
    this.folder = folder;
    this.partitions = partitions;
    this.kafka = kafka;
    this.registry = registry;
    this.client = RegistryConnection.open(registry.url());
  }

  /**
   * @param partitions of every topic
   */
  public static Cluster start(int partitions) throws IOException {
    Path folder = Files.createTempDirectory("scriptmaster-benchmark");
    EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(folder.resolve("kafka")));
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(
            RegistrySettings.in(
                Path.of(System.getProperty("scriptmaster.registry.home")),
                folder.resolve("registry")));
    return new Cluster(folder, partitions, kafka, registry);
  }

  /** For state and logs of the candidates; deleted in the end. */
  public Path folder() {
    return folder;
  }

  public int partitions() {
    return partitions;
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public URI registryUrl() {
    return registry.url();
  }

  public AvroSerdes serdes() {
    return new AvroSerdes(client);
  }

  /** Creates the topics of a catalogue and registers their schemas. */
  public void deploy(TopicCatalogue topics) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      new TopicCreation(admin, partitions, (short) 1).create(topics);
    }
    new SchemaRegistration(client).register(topics);
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
