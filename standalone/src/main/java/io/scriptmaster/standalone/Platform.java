package io.scriptmaster.standalone;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.scriptmaster.api.ApiSettings;
import io.scriptmaster.api.Readiness.Component;
import io.scriptmaster.embedded.EmbeddedKafka;
import io.scriptmaster.embedded.KafkaSettings;
import io.scriptmaster.embedded.RegistrySettings;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.SchemaRegistration;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.TopicCreation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * All parts in one process (the registry in a child process), started in the order of what they
 * need and stopped in reverse: the services first, then what they stood on, all at the same time.
 *
 * <pre>
 *   Kafka ────▶ topics ──┐
 *   registry ─▶ schemas ─┼─▶ services
 *   script engine ───────┘
 * </pre>
 */
final class Platform implements AutoCloseable {

  /** Of every topic; can not change while data is there. */
  static final int PARTITIONS = 4;

  private static final short REPLICATION = 1;

  private final Ports ports;
  private final DataDirectory data;
  private final OperatorTokenSource token;
  private final Progress progress;
  private final StopOrder parts = StopOrder.reversed();
  private final StopOrder surroundings = parts.add(StopOrder.together());
  private final TopicCatalogue topics = TopicCatalogue.withDefaultPrefix();

  private SupervisedRegistry registry;
  private ScriptEngine engine;

  Platform(Ports ports, DataDirectory data, OperatorTokenSource token, Progress progress) {
    this.ports = ports;
    this.data = data;
    this.token = token;
    this.progress = progress;
  }

  /**
   * Returns when requests are answered. What was started before a failure is stopped by {@link
   * #close}.
   */
  void start() throws InterruptedException {
    CompletableFuture<EmbeddedKafka> kafka = inBackground("start-kafka", this::startKafka);
    CompletableFuture<AvroSerdes> serdes = inBackground("start-registry", this::startRegistry);
    CompletableFuture<ScriptEngine> scripts = inBackground("start-engine", this::startEngine);
    try {
      startServices(kafka.join().bootstrapServers(), serdes.join(), scripts.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  String readyLine() {
    return "scriptmaster is ready: http://127.0.0.1:%d (Kafka 127.0.0.1:%d, registry %s, %s) after %.1f s. Ctrl-C stops it."
        .formatted(
            ports.api(),
            ports.kafka(),
            registry.url(),
            engine.runtime().name(),
            progress.elapsed().toMillis() / 1000.0);
  }

  @Override
  public void close() {
    parts.close();
  }

  private EmbeddedKafka startKafka() {
    EmbeddedKafka kafka =
        surroundings.add(
            EmbeddedKafka.start(new KafkaSettings(data.kafka(), ports.kafka(), 0, Map.of())));
    progress.done("Kafka accepts requests on " + kafka.bootstrapServers());
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
      int created = new TopicCreation(admin, PARTITIONS, REPLICATION).create(topics);
      progress.done(
          "%d topics with %d partitions each (%d new)"
              .formatted(topics.all().size(), PARTITIONS, created));
    }
    return kafka;
  }

  private AvroSerdes startRegistry() {
    registry =
        surroundings.add(
            SupervisedRegistry.start(
                new RegistrySettings(
                    Path.of(System.getProperty("scriptmaster.registry.home")),
                    data.registry(),
                    ports.registry(),
                    data.logs().resolve("registry.log"))));
    progress.done("Schema registry answers on " + registry.url());
    SchemaRegistryClient client = RegistryConnection.open(registry.url());
    new SchemaRegistration(client).register(topics);
    AvroSerdes serdes = new AvroSerdes(client);
    serdes.warmUp(topics);
    progress.done("%d schemas registered".formatted(topics.all().size()));
    return serdes;
  }

  private ScriptEngine startEngine() {
    engine = surroundings.add(Services.warmEngine());
    progress.done("Script engine: " + engine.runtime().name());
    engine.whenExhausted(health -> Exhaustion.end(health, progress));
    return engine;
  }

  private void startServices(String bootstrapServers, AvroSerdes serdes, ScriptEngine engine)
      throws InterruptedException {
    ServicesSettings settings =
        new ServicesSettings(
            bootstrapServers,
            PARTITIONS,
            Deployment.BROKERS_REPLICATION,
            data.streams(),
            ApiSettings.onLoopback(ports.api(), token.token()),
            Optional.empty(),
            token.clusterKey(),
            MasterKeySource.find(System.getenv(), data));
    Services services =
        parts.add(new Services(settings, topics, serdes, engine, this::registryComponent));
    services.start();
    services.awaitAllPartitions();
    services.rotateMasterKey();
    progress.done("Stream applications are at work on all partitions");
  }

  private List<Component> registryComponent() {
    return List.of(
        new Component(
            "schema-registry",
            registry.isAlive(),
            "%s at %s".formatted(registry.isAlive() ? "up" : "down", registry.url())));
  }

  private static <T> CompletableFuture<T> inBackground(String name, Supplier<T> start) {
    CompletableFuture<T> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                started.complete(start.get());
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            });
    return started;
  }
}
