package io.scriptmaster.processors.streams;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.command.Command;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.entities.EntitiesTopology;
import io.scriptmaster.processors.executions.Executions;
import io.scriptmaster.processors.executions.ExecutionsTopology;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.history.HistoryTopology;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import io.scriptmaster.testkit.TopicWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** All stream applications of one instance on the real broker, with topics of their own. */
public final class RunningPlatform implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final AvroSerdes serdes = cluster.serdes();
  private final ScriptEngine engine = ScriptEngine.create();
  private final Executions executions =
      new Executions(
          engine,
          WorkerSettings.ofThisMachine(),
          InstantSource.system(),
          new SimpleMeterRegistry());
  private final TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), serdes);
  private final List<StreamsApplication> applications;
  private int commandsSent;

  /**
   * @param stateDirectory of the stream applications
   */
  public RunningPlatform(Path stateDirectory) {
    StreamsSettings settings =
        new StreamsSettings(
            cluster.bootstrapServers(), stateDirectory, "it-" + UUID.randomUUID() + "-", 1, 1);
    applications =
        List.of(
            StreamsApplication.of(
                settings,
                EntitiesTopology.PROFILE,
                topics,
                serdes,
                config -> EntitiesTopology.build(config, topics, serdes)),
            StreamsApplication.of(
                settings,
                ExecutionsTopology.PROFILE,
                topics,
                serdes,
                executions.consumers(),
                config ->
                    ExecutionsTopology.build(
                        config,
                        topics,
                        serdes,
                        LocalCluster.PARTITIONS,
                        executions,
                        KafkaPartitionReader.of(settings))),
            StreamsApplication.of(
                settings,
                HistoryTopology.PROFILE,
                topics,
                serdes,
                config -> HistoryTopology.build(config, topics, serdes, Duration.ofDays(30))));
    applications.forEach(StreamsApplication::start);
    await()
        .atMost(START)
        .until(
            () ->
                applications.stream()
                    .allMatch(
                        it -> it.activePartitions() == LocalCluster.PARTITIONS && it.isRunning()));
  }

  public TopicCatalogue topics() {
    return topics;
  }

  public AvroSerdes serdes() {
    return serdes;
  }

  /** Registers a schema of any type, over the registry's own API, and gives its id. */
  public int registerRaw(String subject, String type, String schema) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body =
          new ObjectMapper()
              .createObjectNode()
              .put("schemaType", type)
              .put("schema", schema)
              .toString();
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(cluster.registryUrl() + "/subjects/" + subject + "/versions"))
                  .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body()).required("id").intValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public TopicWriter writer() {
    return writer;
  }

  public StoreReads reads(String application) {
    return applications.stream()
        .filter(it -> it.name().equals(application))
        .findFirst()
        .map(it -> StoreReads.ofOneInstance(it, LocalCluster.PARTITIONS))
        .orElseThrow();
  }

  public <V extends org.apache.avro.specific.SpecificRecord> TopicReader<V> reader(
      io.scriptmaster.schemas.Topic<V> topic) {
    return TopicReader.of(cluster.bootstrapServers(), serdes, topic);
  }

  /** Saves a tenant with one script that hears {@code issue.*}, and waits for the verdicts. */
  public void saveScript(String tenant, String source) {
    command(tenant, "tenant", tenant, "{\"displayName\": \"%s\"}".formatted(tenant));
    command(
        tenant,
        "script",
        "score",
        "{\"source\": \"%s\"}".formatted(source.replace("\"", "\\\"").replace("\n", "\\n")));
    command(
        tenant, "listener", "on-issues", "{\"eventTypes\": [\"issue.*\"], \"script\": \"score\"}");
    try (TopicReader<io.scriptmaster.command.CommandResult> verdicts =
        reader(topics.commandResults())) {
      verdicts.readAtLeast(commandsSent);
    }
  }

  public void command(String tenant, String kind, String entity, String body) {
    writer.write(
        topics.commands(),
        tenant,
        Command.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTenant(tenant)
            .setKind(kind)
            .setAction("save")
            .setEntity(entity)
            .setBody(body)
            .setActor("operator")
            .setIssuedAt(Instant.now())
            .build());
    commandsSent++;
  }

  public static TriggerEvent.Builder event(String tenant, String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setType("issue.created")
        .setOccurredAt(Instant.now())
        .setPayload("{}");
  }

  @Override
  public void close() {
    applications.parallelStream().forEach(StreamsApplication::close);
    writer.close();
    executions.close();
    engine.close();
  }
}
