package io.scriptmaster.standalone;

import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.processors.entities.EntitiesTopology;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.executions.ExecutionsTopology;
import io.scriptmaster.processors.history.ExecutionHistory;
import io.scriptmaster.processors.history.HistoryTopology;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;

/** The topologies of the platform, all in this process. */
final class StreamApplications implements AutoCloseable {

  /** A write waits for its verdict, which waits for this. */
  private static final Duration ENTITIES_COMMIT = Duration.ofMillis(20);

  private static final Duration EXECUTIONS_COMMIT = Duration.ofMillis(100);

  /** Nobody waits for a commit of the history: its stores are read as they are written. */
  private static final Duration HISTORY_COMMIT = Duration.ofMillis(1_000);

  /** As long as the topics keep what it shows. */
  private static final Duration HISTORY_RETENTION = Duration.ofDays(30);

  private static final Duration POLL = Duration.ofMillis(25);

  private final int partitions;
  private final StreamsApplication entities;
  private final StreamsApplication executions;
  private final StreamsApplication history;

  StreamApplications(
      StreamsSettings settings,
      TopicCatalogue topics,
      AvroSerdes serdes,
      int partitions,
      ScriptEngine engine) {
    this.partitions = partitions;
    this.entities =
        StreamsApplication.of(
            settings,
            new StreamsProfile(EntitiesTopology.NAME, true, ENTITIES_COMMIT),
            topics,
            serdes,
            config -> EntitiesTopology.build(config, topics, serdes));
    this.executions =
        StreamsApplication.of(
            settings,
            new StreamsProfile(ExecutionsTopology.NAME, true, EXECUTIONS_COMMIT),
            topics,
            serdes,
            config ->
                ExecutionsTopology.build(
                    config, topics, serdes, partitions, engine, ScriptLimits.DEFAULTS));
    this.history =
        StreamsApplication.of(
            settings,
            new StreamsProfile(HistoryTopology.NAME, false, HISTORY_COMMIT),
            topics,
            serdes,
            config -> HistoryTopology.build(config, topics, serdes, HISTORY_RETENTION));
  }

  void start() {
    all().forEach(StreamsApplication::start);
  }

  /** Waits until every partition of every application is at work here. */
  void awaitAllTasks(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!all().stream().allMatch(this::hasAllTasks)) {
      if (System.nanoTime() > deadline) {
        throw new StartException(
            "The stream applications did not get their partitions within %d s; see the log."
                .formatted(atMost.toSeconds()));
      }
      Thread.sleep(POLL);
    }
  }

  boolean hasAllTasks(StreamsApplication application) {
    return application.isRunning() && application.activeTasks() == partitions;
  }

  List<StreamsApplication> all() {
    return List.of(entities, executions, history);
  }

  EntityView entityView() {
    return new EntityView(new StoreReads(entities.streams(), partitions));
  }

  ExecutionHistory executionHistory() {
    return new ExecutionHistory(new StoreReads(history.streams(), partitions));
  }

  @Override
  public void close() {
    all().parallelStream().forEach(StreamsApplication::close);
  }
}
