package io.scriptmaster.testkit;

import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.scriptmaster.embedded.EmbeddedRegistry;
import io.scriptmaster.embedded.RegistrySettings;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A broker and a registry for one test alone. The broker is a process of its own, which can be
 * killed and comes back with its data and its address.
 */
public final class KillableCluster implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(5);

  private final Path directory;
  private final int port;
  private final EmbeddedRegistry registry;
  private final SchemaRegistryClient client;
  private Process broker;
  private int starts;

  private KillableCluster(Path directory) {
    this.directory = directory;
    this.port = FreePort.find();
    CompletableFuture<EmbeddedRegistry> starting =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedRegistry.start(
                    RegistrySettings.in(
                        Path.of(
                            System.getProperty(
                                "scriptmaster.registry.home", "../embedded/target/registry")),
                        directory.resolve("registry"))));
    startBroker();
    this.registry = starting.join();
    this.client = RegistryConnection.open(registry.url());
  }

  /**
   * Starts both.
   *
   * @param directory where their data is kept
   */
  public static KillableCluster in(Path directory) {
    return new KillableCluster(directory);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public URI registryUrl() {
    return registry.url();
  }

  public AvroSerdes serdes() {
    return new AvroSerdes(client);
  }

  /** Ends the broker as a power cut would, but for the disk's caches. */
  public void killBroker() {
    broker.destroyForcibly();
    broker.onExit().join();
  }

  /** Starts the broker and waits until it answers. */
  public void startBroker() {
    starts++;
    Path output = directory.resolve("broker-%d.txt".formatted(starts));
    try {
      Files.createDirectories(directory);
      broker =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerProcess.class.getName(),
                  directory.resolve("kafka").toString(),
                  Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              String said = Files.readString(output);
              if (!broker.isAlive()) {
                throw new AssertionError("the broker ended: " + said);
              }
              return said.contains(BrokerProcess.READY);
            });
  }

  @Override
  public void close() {
    registry.close();
    killBroker();
  }
}
