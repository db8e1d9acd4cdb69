package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.ByTenant;
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
 * In: {@code executions}, {@code execution-logs} and {@code entity-changes}. Out: nothing; the
 * stores are the view that REST reads.
 *
 * <p>Keyed by tenant. Writing a record twice leaves the same state, so at-least-once is enough.
 * Separate from the executions, so that looking back costs a running script nothing.
 */
public final class HistoryTopology {

  /** The suffix of the application id. */
  public static final String NAME = "history";

  /** Executions by {@code tenant/time/id}, newest first. */
  static final String EXECUTIONS_BY_TIME = "executions-by-time";

  /** Where an execution is in the former, by {@code tenant/id}. */
  static final String EXECUTION_KEYS = "execution-keys-by-id";

  static final String LOG_LINES = "log-lines-by-execution";
  static final String CHANGES_BY_TIME = "entity-changes-by-time";

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

    // keep
    executions.process(
        () -> new KeepExecutionProcessor(retention),
        Named.as("keep-executions"),
        EXECUTION_KEYS,
        EXECUTIONS_BY_TIME,
        LOG_LINES);
    logLines.process(KeepLogLineProcessor::new, Named.as("keep-log-lines"), LOG_LINES);
    changes.process(KeepEntityChangeProcessor::new, Named.as("keep-changes"), CHANGES_BY_TIME);
    return builder.build();
  }
}
