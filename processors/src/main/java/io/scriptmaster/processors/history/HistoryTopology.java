package io.scriptmaster.processors.history;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/**
 * In: {@code executions}, {@code execution-logs}, {@code entity-changes} and {@code dead-letters}.
 * Out: nothing; the stores are the view that REST reads.
 *
 * <p>Keyed by tenant. Writing a record twice leaves the same state, so at-least-once is enough.
 * Separate from the executions, so that looking back costs a running script nothing.
 */
public final class HistoryTopology {

  /** Nobody waits for a commit of the history: its stores are read as they are written. */
  public static final StreamsProfile PROFILE =
      new StreamsProfile("history", false, Duration.ofSeconds(1));

  /** Executions by {@code tenant/time/id}, newest first. */
  static final String EXECUTIONS_BY_TIME = "executions-by-time";

  /** Where an execution is in the former, by {@code tenant/id}. */
  static final String EXECUTION_KEYS = "execution-keys-by-id";

  static final String LOG_LINES = "log-lines-by-execution";
  static final String CHANGES_BY_TIME = "entity-changes-by-time";

  /** Dead letters without key and value by {@code tenant/time/id}, newest first. */
  static final String DEAD_LETTERS_BY_TIME = "dead-letters-by-time";

  /** See {@link DeadLetterPlace}, by {@code tenant/id}. */
  static final String DEAD_LETTER_PLACES = "dead-letter-places-by-id";

  /** The last redrive of a dead letter, by {@code tenant/id} of the letter. */
  static final String REDRIVES_BY_LETTER = "redrives-by-letter";

  private HistoryTopology() {}

  /**
   * @param retention how long an execution stays visible
   */
  public static Topology build(
      TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes, Duration retention) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);

    builder.addStateStore(byTenant.store(EXECUTIONS_BY_TIME, topics.executions()));
    builder.addStateStore(byTenant.store(LOG_LINES, topics.executionLogs()));
    builder.addStateStore(byTenant.store(CHANGES_BY_TIME, topics.entityChanges()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EXECUTION_KEYS), Serdes.String(), Serdes.String()));
    builder.addStateStore(byTenant.store(DEAD_LETTERS_BY_TIME, topics.deadLetters()));
    builder.addStateStore(byTenant.store(REDRIVES_BY_LETTER, topics.entityChanges()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(DEAD_LETTER_PLACES), Serdes.String(), Serdes.String()));

    // read
    KStream<String, Execution> executions =
        builder.stream(
            topics.executions().name(), byTenant.read(topics.executions(), "read-executions"));
    KStream<String, LogLine> logLines =
        builder.stream(
            topics.executionLogs().name(),
            byTenant.read(topics.executionLogs(), "read-execution-logs"));

    KStream<String, EntityChange> changes =
        builder.stream(
            topics.entityChanges().name(),
            byTenant.read(topics.entityChanges(), "read-entity-changes"));
    KStream<String, DeadLetter> deadLetters =
        builder.stream(
            topics.deadLetters().name(), byTenant.read(topics.deadLetters(), "read-dead-letters"));

    // split
    KStream<String, EntityChange> redrives =
        changes.filter(
            (tenant, change) -> change.getKind().equals(Redriven.KIND), Named.as("pick-redrives"));

    // keep
    executions.process(
        () -> new KeepExecutionProcessor(retention),
        Named.as("keep-executions"),
        EXECUTION_KEYS,
        EXECUTIONS_BY_TIME,
        LOG_LINES);
    logLines.process(KeepLogLineProcessor::new, Named.as("keep-log-lines"), LOG_LINES);
    changes.process(KeepEntityChangeProcessor::new, Named.as("keep-changes"), CHANGES_BY_TIME);
    redrives.process(KeepRedriveProcessor::new, Named.as("keep-redrives"), REDRIVES_BY_LETTER);
    deadLetters.process(
        () -> new KeepDeadLetterProcessor(retention),
        Named.as("keep-dead-letters"),
        DEAD_LETTERS_BY_TIME,
        DEAD_LETTER_PLACES,
        REDRIVES_BY_LETTER);
    return builder.build();
  }
}
