package io.scriptmaster.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.scriptmaster.processors.entities.EntitiesTopology;
import io.scriptmaster.processors.entities.EntityValues;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.executions.BacklogTotals;
import io.scriptmaster.processors.executions.BacklogView;
import io.scriptmaster.processors.executions.Executions;
import io.scriptmaster.processors.executions.ExecutionsTopology;
import io.scriptmaster.processors.executions.ParkedKeyView;
import io.scriptmaster.processors.history.AuditView;
import io.scriptmaster.processors.history.DeadLetterView;
import io.scriptmaster.processors.history.ExecutionHistory;
import io.scriptmaster.processors.history.HistoryTopology;
import io.scriptmaster.processors.streams.KafkaPartitionReader;
import io.scriptmaster.processors.streams.SharedStores;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.processors.values.ValueView;
import io.scriptmaster.scheduler.SchedulesTopology;
import io.scriptmaster.scheduler.SlotLedger;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/** The topologies of the platform: of each, the share of this instance. */
final class StreamApplications implements AutoCloseable {

  /** As long as the topics keep what it shows. */
  private static final Duration HISTORY_RETENTION = Duration.ofDays(30);

  private static final Duration POLL = Duration.ofMillis(25);

  private final int partitions;
  private final StreamsApplication entities;
  private final StreamsApplication executions;
  private final StreamsApplication history;
  private final StreamsApplication schedules;
  private final StoreReads entityReads;
  private final StoreReads historyReads;
  private final StoreReads executionReads;
  private final StoreReads scheduleReads;
  private final EntityValues entityValues;

  /**
   * @param executions closed by whoever made it, after this
   * @param shared lets other instances read the stores, and reads theirs
   */
  StreamApplications(
      StreamsSettings settings,
      TopicCatalogue topics,
      AvroSerdes serdes,
      int partitions,
      Executions executions,
      SharedStores shared,
      MeterRegistry registry) {
    this.partitions = partitions;
    this.entityValues = new EntityValues(topics, serdes);
    this.entities =
        StreamsApplication.of(
            settings,
            EntitiesTopology.PROFILE,
            topics,
            serdes,
            config -> EntitiesTopology.build(config, topics, serdes));
    this.executions =
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
                    partitions,
                    executions,
                    KafkaPartitionReader.of(settings)));
    this.history =
        StreamsApplication.of(
            settings,
            HistoryTopology.PROFILE,
            topics,
            serdes,
            config -> HistoryTopology.build(config, topics, serdes, HISTORY_RETENTION));
    this.schedules =
        StreamsApplication.of(
            settings,
            SchedulesTopology.PROFILE,
            topics,
            serdes,
            config ->
                SchedulesTopology.build(
                    config, topics, serdes, InstantSource.system(), HISTORY_RETENTION, registry));
    this.entityReads = shared.reads(entities, partitions);
    this.historyReads = shared.reads(history, partitions);
    this.executionReads = shared.reads(this.executions, partitions);
    this.scheduleReads = shared.reads(schedules, partitions);
  }

  void start() {
    all().forEach(StreamsApplication::start);
  }

  /** Waits until every partition of every application is at work here. */
  void awaitAllTasks(Duration atMost) throws InterruptedException {
    await(this::hasAllTasks, atMost);
  }

  /** Waits until each application works on what it got, and all partitions have somebody. */
  void awaitShare(Duration atMost) throws InterruptedException {
    await(this::hasShare, atMost);
  }

  private void await(Predicate<StreamsApplication> ready, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!all().stream().allMatch(ready)) {
      if (System.nanoTime() > deadline) {
        throw new StartException(
            "The stream applications did not get their partitions within %d s; see the log."
                .formatted(atMost.toSeconds()));
      }
      Thread.sleep(POLL);
    }
  }

  private boolean hasAllTasks(StreamsApplication application) {
    return application.isRunning() && application.activePartitions() == partitions;
  }

  boolean hasShare(StreamsApplication application) {
    return application.isRunning() && application.ownedPartitions() == partitions;
  }

  List<StreamsApplication> all() {
    return List.of(entities, executions, history, schedules);
  }

  EntityView entityView() {
    return new EntityView(entityReads, entityValues);
  }

  ExecutionHistory executionHistory() {
    return new ExecutionHistory(historyReads);
  }

  AuditView auditView() {
    return new AuditView(historyReads);
  }

  DeadLetterView deadLetterView() {
    return new DeadLetterView(historyReads);
  }

  ValueView valueView() {
    return new ValueView(executionReads, Clock.systemUTC());
  }

  SlotLedger slotLedger() {
    return new SlotLedger(scheduleReads);
  }

  BacklogView backlogView() {
    return new BacklogView(executionReads, Clock.systemUTC());
  }

  ParkedKeyView parkedKeyView() {
    return new ParkedKeyView(executionReads);
  }

  BacklogTotals backlogTotals() {
    return BacklogTotals.of(executions);
  }

  @Override
  public void close() {
    try (StopOrder parts = StopOrder.together()) {
      all().forEach(parts::add);
    }
  }
}
