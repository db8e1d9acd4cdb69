package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.UntrustedAvro;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * In: {@code trigger-events}, and the compacted {@code tenants}, {@code scripts} and {@code
 * listeners} as read-only stores. Out: {@code executions} and {@code execution-logs}; what can not
 * be read to {@code dead-letters}; what is on another tenant's partition back to {@code
 * trigger-events}, on its own.
 *
 * <p>Keyed by tenant. The event's offset, the execution and its log lines commit in one
 * transaction. Separate from the entities, which decide what the scripts are: here they are only
 * read.
 */
public final class ExecutionsTopology {

  /** The suffix of the application id. */
  public static final String NAME = "executions";

  private static final String READ = "read-trigger-event";
  private static final String RUN = "run-scripts";

  private ExecutionsTopology() {}

  /**
   * @param partitions of every topic: where an event belongs
   */
  public static Topology build(
      TopologyConfig config,
      TopicCatalogue topics,
      AvroSerdes serdes,
      int partitions,
      ScriptEngine engine,
      ScriptLimits limits) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    UntrustedAvro<TriggerEvent> avro = serdes.untrusted(topics.triggerEvents());
    ExecuteScript execute = new ExecuteScript(engine, limits);

    // read
    KStream<byte[], byte[]> records =
        builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-trigger-events"));

    // decide what each record is
    KStream<String, Intake> intakes =
        records.process(() -> new ReadTriggerEventProcessor(avro, partitions), Named.as(READ));

    // split
    KStream<String, DeadLetter> deadLetters =
        intakes.flatMapValues(
            intake -> intake instanceof Intake.Refused(var letter) ? List.of(letter) : List.of(),
            Named.as("pick-refused"));
    KStream<String, byte[]> misplaced =
        intakes.flatMapValues(
            intake ->
                intake instanceof Intake.Misplaced(var tenant, var value)
                    ? List.of(value)
                    : List.of(),
            Named.as("pick-misplaced"));
    KStream<String, TriggerEvent> events =
        intakes.flatMapValues(
            intake -> intake instanceof Intake.Accepted(var event) ? List.of(event) : List.of(),
            Named.as("pick-accepted"));

    // run
    KStream<String, FinishedExecution> finished =
        events.processValues(() -> new RunScriptsProcessor(execute), Named.as(RUN));
    KStream<String, Execution> executions =
        finished.mapValues(FinishedExecution::execution, Named.as("pick-executions"));
    KStream<String, LogLine> logLines =
        finished.flatMapValues(FinishedExecution::logLines, Named.as("pick-log-lines"));

    // write
    deadLetters.to(
        topics.deadLetters().name(), byTenant.write(topics.deadLetters(), "write-dead-letters"));
    misplaced.to(
        topics.triggerEvents().name(),
        Produced.with(Serdes.String(), Serdes.ByteArray())
            .withStreamPartitioner(ByTenant.partitioner())
            .withName("reroute-trigger-events"));
    logLines.to(
        topics.executionLogs().name(),
        byTenant.write(topics.executionLogs(), "write-execution-logs"));
    executions.to(
        topics.executions().name(), byTenant.write(topics.executions(), "write-executions"));

    return byTenant
        .readOnlyStores(builder.build())
        .add(ExecutionStores.TENANTS, topics.tenants(), READ)
        .add(ExecutionStores.SCRIPTS, topics.scripts(), RUN)
        .add(ExecutionStores.LISTENERS, topics.listeners(), RUN)
        .topology();
  }
}
