package io.scriptmaster.processors.history;

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
 * In: {@code executions} and {@code execution-logs}. Out: nothing; the stores are the view that
 * REST reads.
 *
 * <p>Keyed by tenant. Writing a record twice leaves the same state, so at-least-once is enough.
 * Separate from the executions, so that looking back costs a running script nothing.
 */
public final class HistoryTopology {

  /** The suffix of the application id. */
  public static final String NAME = "history";

  static final String EXECUTIONS = "executions-by-id";
  static final String EXECUTIONS_BY_TIME = "executions-by-time";
  static final String LOG_LINES = "log-lines-by-execution";

  private HistoryTopology() {}

  /**
   * @param retention how long an execution stays visible
   */
  public static Topology build(
      TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes, Duration retention) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);

    builder.addStateStore(byTenant.store(EXECUTIONS, topics.executions()));
    builder.addStateStore(byTenant.store(LOG_LINES, topics.executionLogs()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EXECUTIONS_BY_TIME), Serdes.String(), Serdes.String()));

    // read
    KStream<String, Execution> executions =
        builder.stream(
            topics.executions().name(), byTenant.read(topics.executions(), "read-executions"));
    KStream<String, LogLine> logLines =
        builder.stream(
            topics.executionLogs().name(),
            byTenant.read(topics.executionLogs(), "read-execution-logs"));

    // keep
    executions.process(
        () -> new KeepExecutionProcessor(retention),
        Named.as("keep-executions"),
        EXECUTIONS,
        EXECUTIONS_BY_TIME,
        LOG_LINES);
    logLines.process(KeepLogLineProcessor::new, Named.as("keep-log-lines"), LOG_LINES);
    return builder.build();
  }
}
