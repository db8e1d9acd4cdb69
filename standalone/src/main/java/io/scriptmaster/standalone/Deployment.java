package io.scriptmaster.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.RegistryUnavailableException;
import io.scriptmaster.schemas.SchemaRegistration;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.TopicCreation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * What a cluster holds before a service starts: the topics with their partitions, the schemas.
 *
 * <p>Made once, by an instance that is told to deploy; all others only look whether it is there.
 */
final class Deployment {

  /** As many copies as the broker makes by default. */
  static final short BROKERS_REPLICATION = -1;

  private static final int DEFAULT_PARTITIONS = 4;
  private static final int KAFKA_TIMEOUT_SECONDS = 15;
  private static final String REMEDY = "start one instance with --deploy";

  private final String bootstrapServers;
  private final URI registryUrl;
  private final TopicCatalogue topics;

  Deployment(String bootstrapServers, URI registryUrl, TopicCatalogue topics) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.topics = topics;
  }

  /**
   * Creates the topics that are missing.
   *
   * @param wanted empty takes what is there already, else a default
   * @return the partitions of every topic
   * @throws StartException where Kafka does not answer, or topics have another number
   */
  int createTopics(Optional<Integer> wanted) {
    try (Admin admin = admin()) {
      Set<String> existing = existing(admin);
      int partitions = wanted.or(() -> partitionsOf(admin, existing)).orElse(DEFAULT_PARTITIONS);
      new TopicCreation(admin, partitions, BROKERS_REPLICATION).create(topics);
      return partitions;
    }
  }

  /**
   * @return the partitions of every topic
   * @throws StartException where Kafka does not answer, topics are missing, or have another number
   */
  int requireTopics(Optional<Integer> wanted) {
    try (Admin admin = admin()) {
      Set<String> existing = existing(admin);
      List<String> missing =
          topics.all().stream().map(Topic::name).filter(name -> !existing.contains(name)).toList();
      if (!missing.isEmpty()) {
        throw new StartException(
            "Kafka at %s lacks %d of %d topics (%s …); %s."
                .formatted(
                    bootstrapServers,
                    missing.size(),
                    topics.all().size(),
                    missing.getFirst(),
                    REMEDY));
      }
      int partitions = partitionsOf(admin, existing).orElseThrow();
      if (!wanted.orElse(partitions).equals(partitions)) {
        throw new StartException(
            "The topics have %d partitions and not the %d of --partitions; the number can not change while data is there."
                .formatted(partitions, wanted.get()));
      }
      return partitions;
    }
  }

  /**
   * @throws StartException where the registry does not answer or refuses a schema
   */
  AvroSerdes registerSchemas() {
    try {
      new SchemaRegistration(RegistryConnection.open(registryUrl)).register(topics);
    } catch (IllegalStateException e) {
      throw new StartException(
          "The schema registry at %s: %s.".formatted(registryUrl, e.getMessage()), e);
    }
    return requireSchemas();
  }

  /**
   * @throws StartException where the registry does not answer or lacks a schema
   */
  AvroSerdes requireSchemas() {
    AvroSerdes serdes = new AvroSerdes(RegistryConnection.open(registryUrl));
    try {
      serdes.warmUp(topics);
    } catch (RegistryUnavailableException e) {
      throw new StartException(
          "The schema registry at %s does not answer or lacks schemas (%s); %s."
              .formatted(registryUrl, e.getMessage(), REMEDY),
          e);
    }
    return serdes;
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            KAFKA_TIMEOUT_SECONDS * 1_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            KAFKA_TIMEOUT_SECONDS * 1_000));
  }

  private Set<String> existing(Admin admin) {
    try {
      return admin.listTopics().names().get(KAFKA_TIMEOUT_SECONDS, SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer(e);
    }
  }

  /** The number of partitions of the catalogue's topics; empty where none exists. */
  private Optional<Integer> partitionsOf(Admin admin, Set<String> existing) {
    List<String> ours = topics.all().stream().map(Topic::name).filter(existing::contains).toList();
    try {
      List<Integer> numbers =
          admin
              .describeTopics(ours)
              .allTopicNames()
              .get(KAFKA_TIMEOUT_SECONDS, SECONDS)
              .values()
              .stream()
              .map(topic -> topic.partitions().size())
              .distinct()
              .toList();
      if (numbers.size() > 1) {
        throw new StartException(
            "The topics have different numbers of partitions (%s); a tenant's records would not be together."
                .formatted(numbers));
      }
      return numbers.stream().findFirst();
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer(e);
    }
  }

  private StartException noAnswer(Exception cause) {
    return new StartException(
        "Kafka does not answer at %s; look at --bootstrap-servers.".formatted(bootstrapServers),
        cause);
  }
}
