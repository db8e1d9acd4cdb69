package io.scriptmaster.standalone;

import io.scriptmaster.api.ApiSettings;
import io.scriptmaster.api.OperatorToken;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.processors.secrets.MasterKeyring;
import io.scriptmaster.processors.streams.HostAndPort;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scriptmaster serve}: one instance of all services on a cluster that is there. */
@Command(
    name = "serve",
    description =
        "Starts one instance of all services on an existing Kafka and schema registry; several share the work.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      required = true,
      description = "Kafka brokers to connect to.")
  private String bootstrapServers;

  @Option(
      names = "--registry-url",
      paramLabel = "URL",
      required = true,
      description = "URL of the schema registry's Confluent API.")
  private URI registryUrl;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = ApiSettings.LOOPBACK,
      description =
          "Address of this machine that the REST API listens on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the REST API (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = {
        "Where other instances reach this one: an address of this machine in a private network, and a port that clients do not need.",
        "By default a free port on 127.0.0.1, for instances of one machine."
      })
  private String advertise;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the state stores and logs; each instance has its own.")
  private Path data;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of every topic (default: as many as they have, or 4 where --deploy makes them).")
  private Integer partitions;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = TopicCatalogue.DEFAULT_PREFIX,
      description =
          "What the name of every topic starts with; the same for all instances that share the work (default: ${DEFAULT-VALUE}).")
  private String topicPrefix;

  @Option(
      names = "--deploy",
      description = "First creates the topics and registers the schemas that are missing.")
  private boolean deploy;

  private final StopOrder parts = StopOrder.reversed();

  @Override
  public Integer call() throws InterruptedException {
    OperatorTokenSource token = OperatorTokenSource.require(System.getenv());
    MasterKeyring masterKeys = MasterKeySource.require(System.getenv());
    Optional<HostAndPort> advertised = advertised();
    TopicCatalogue topics = topics();
    Ports.requireFree("--port", host, port);
    DataDirectory directory = DataDirectory.open(data);
    Logs.to(directory.logs());
    Progress progress = new Progress(System.out);
    progress.say(
        "Starting an instance of Scriptmaster (data in %s, logs in %s)"
            .formatted(data, data.resolve("logs")));
    CountDownLatch stopped = StopOrder.atShutdown(parts, progress);

    Deployment deployment = new Deployment(bootstrapServers, registryUrl, topics);
    int found = partitions(deployment);
    progress.done("%d topics with %d partitions each".formatted(topics.all().size(), found));
    AvroSerdes serdes = deploy ? deployment.registerSchemas() : deployment.requireSchemas();
    progress.done("%d schemas known".formatted(topics.all().size()));
    ScriptEngine engine = parts.add(Services.warmEngine());
    progress.done("Script engine: " + engine.runtime().name());
    engine.whenExhausted(health -> Exhaustion.end(health, progress));
    ServicesSettings settings =
        new ServicesSettings(
            bootstrapServers,
            found,
            Deployment.BROKERS_REPLICATION,
            directory.streams(),
            apiSettings(token.token()),
            advertised,
            token.clusterKey(),
            masterKeys);
    Services services = parts.add(new Services(settings, topics, serdes, engine, List::of));
    services.start();
    services.awaitShare();
    services.rotateMasterKey();
    progress.say(token.announcement());
    progress.say(readyLine(engine, progress));
    stopped.await();
    return 0;
  }

  private int partitions(Deployment deployment) {
    Optional<Integer> wanted = Optional.ofNullable(partitions);
    return deploy ? deployment.createTopics(wanted) : deployment.requireTopics(wanted);
  }

  private ApiSettings apiSettings(OperatorToken token) {
    ApiSettings defaults = ApiSettings.onLoopback(port, token);
    return new ApiSettings(host, port, token, defaults.stopTimeout(), defaults.rateLimits());
  }

  private String readyLine(ScriptEngine engine, Progress progress) {
    return "scriptmaster is ready: http://%s:%d (Kafka %s, registry %s, %s) after %.1f s. Ctrl-C stops it."
        .formatted(
            host,
            port,
            bootstrapServers,
            registryUrl,
            engine.runtime().name(),
            progress.elapsed().toMillis() / 1000.0);
  }

  private TopicCatalogue topics() {
    try {
      return new TopicCatalogue(topicPrefix);
    } catch (IllegalArgumentException e) {
      throw new StartException("--topic-prefix: %s.".formatted(e.getMessage()), e);
    }
  }

  private Optional<HostAndPort> advertised() {
    try {
      return Optional.ofNullable(advertise).map(HostAndPort::parse);
    } catch (IllegalArgumentException e) {
      throw new StartException("--advertise: %s.".formatted(e.getMessage()), e);
    }
  }
}
