package io.scriptmaster.standalone;

import io.scriptmaster.api.ApiParts;
import io.scriptmaster.api.ApiServer;
import io.scriptmaster.api.Readiness.Component;
import io.scriptmaster.api.audit.AuditReads;
import io.scriptmaster.api.commands.CommandSender;
import io.scriptmaster.api.deadletters.DeadLetterReads;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.entities.ScriptChecks;
import io.scriptmaster.api.events.TriggerEventSender;
import io.scriptmaster.api.executions.ExecutionReads;
import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.parked.ParkedKeyReads;
import io.scriptmaster.api.replays.KafkaRecords;
import io.scriptmaster.api.replays.RecordContents;
import io.scriptmaster.api.replays.RepeatSender;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.api.schedules.ScheduleRequestSender;
import io.scriptmaster.api.schedules.Schedules;
import io.scriptmaster.api.secrets.SecretSealer;
import io.scriptmaster.api.values.ValueReads;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.processors.executions.Executions;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.secrets.TenantSecrets;
import io.scriptmaster.processors.streams.SharedStores;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The services of one instance, on a Kafka and a registry that are there: {@code dev} starts these
 * first, {@code serve} finds them.
 *
 * <pre>
 *   script engine ─▶ workers ─┬─▶ stream applications ─▶ API
 *   stores of the others ─────┘
 * </pre>
 */
final class Services implements AutoCloseable {

  private static final Duration TASKS_TIMEOUT = Duration.ofMinutes(2);

  private final ServicesSettings settings;
  private final TopicCatalogue topics;
  private final AvroSerdes serdes;
  private final ScriptEngine engine;
  private final Supplier<List<Component>> surroundings;
  private final StreamApplications applications;
  private final StopOrder parts = StopOrder.reversed();
  private final PlatformMetrics metrics;

  private TenantSecrets secrets;

  /**
   * @param engine warm, and closed by whoever made it
   * @param surroundings what else must be ready
   */
  Services(
      ServicesSettings settings,
      TopicCatalogue topics,
      AvroSerdes serdes,
      ScriptEngine engine,
      Supplier<List<Component>> surroundings) {
    this.settings = settings;
    this.topics = topics;
    this.serdes = serdes;
    this.engine = engine;
    this.surroundings = surroundings;
    metrics = parts.add(new PlatformMetrics(engine));
    // Closed last: whoever asks for a partition that has left is told to look elsewhere.
    SharedStores shared = parts.add(openStores());
    Executions executions =
        parts.add(
            new Executions(
                engine,
                WorkerSettings.ofThisMachine(),
                InstantSource.system(),
                metrics.registry()));
    this.applications =
        parts.add(
            new StreamApplications(
                streamsSettings().advertising(shared.address()),
                topics,
                serdes,
                settings.partitions(),
                executions,
                shared,
                metrics.registry()));
    metrics.measure(applications);
  }

  /** An engine whose first use, which loads the JavaScript engine, is over. */
  static ScriptEngine warmEngine() {
    ScriptEngine engine = ScriptEngine.create();
    engine.check("return 1;");
    return engine;
  }

  /** Requests are taken from the return on; what they need may still be on its way. */
  void start() {
    applications.start();
    parts.add(ApiServer.start(settings.api(), apiParts(), Clock.systemUTC()));
  }

  /** To be called when all partitions have somebody. */
  void rotateMasterKey() {
    new MasterKeyRotation(EntityReads.of(applications.entityView()), secrets).start();
  }

  /** Waits until this instance has every partition at work: for the only one. */
  void awaitAllPartitions() throws InterruptedException {
    applications.awaitAllTasks(TASKS_TIMEOUT);
  }

  /** Waits until this instance works on its share and every partition has somebody. */
  void awaitShare() throws InterruptedException {
    applications.awaitShare(TASKS_TIMEOUT);
  }

  @Override
  public void close() {
    parts.close();
  }

  private SharedStores openStores() {
    try {
      return settings
          .advertised()
          .map(address -> SharedStores.on(address, settings.clusterKey()))
          .orElseGet(() -> SharedStores.onLoopback(settings.clusterKey()));
    } catch (UncheckedIOException e) {
      throw new StartException(
          "Other instances can not reach this one (%s); choose another address with --advertise."
              .formatted(e.getMessage()),
          e);
    }
  }

  private StreamsSettings streamsSettings() {
    return new StreamsSettings(
        settings.bootstrapServers(),
        settings.stateDirectory(),
        topics.applicationPrefix(),
        settings.replicationFactor(),
        1);
  }

  /** All that the API stands on is wired here. */
  private ApiParts apiParts() {
    KafkaConnection kafka =
        new KafkaConnection(settings.bootstrapServers(), topics, serdes, settings.partitions());
    CommandSender commands = parts.add(CommandSender.start(kafka, Clock.systemUTC()));
    TriggerEventSender events = parts.add(new TriggerEventSender(kafka));
    EntityReads entities = EntityReads.of(applications.entityView());
    secrets = new TenantSecrets(settings.masterKeys(), new StoredDataKeys(entities, commands));
    return new ApiParts(
        new ApiParts.Views(
            entities,
            ExecutionReads.of(applications.executionHistory()),
            AuditReads.of(applications.auditView()),
            DeadLetterReads.of(applications.deadLetterView()),
            ValueReads.of(applications.valueView()),
            applications.backlogView()::json,
            ParkedKeyReads.of(applications.parkedKeyView())),
        commands,
        events,
        new Replays(
            new KafkaRecords(settings.bootstrapServers()),
            new RecordContents(topics, serdes),
            parts.add(new RepeatSender(kafka))),
        new Schedules(
            applications.slotLedger()::slots, parts.add(new ScheduleRequestSender(kafka))),
        SecretSealer.of(secrets),
        scriptChecks(),
        this::components,
        metrics);
  }

  private ScriptChecks scriptChecks() {
    return new ScriptChecks() {
      @Override
      public SourceCheck source(String source) {
        return engine.check(source);
      }

      @Override
      public SourceCheck filter(String expression) {
        return engine.checkFilter(expression);
      }
    };
  }

  private List<Component> components() {
    List<Component> components = new ArrayList<>(surroundings.get());
    components.add(new Component("script-engine", true, engine.runtime().name()));
    applications
        .all()
        .forEach(
            application ->
                components.add(
                    new Component(
                        application.name(),
                        applications.hasShare(application),
                        "%d of %d partitions at work here, %d at any instance"
                            .formatted(
                                application.activePartitions(),
                                settings.partitions(),
                                application.ownedPartitions()))));
    return components;
  }
}
