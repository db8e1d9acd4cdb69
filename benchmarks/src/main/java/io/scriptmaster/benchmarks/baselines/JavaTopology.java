package io.scriptmaster.benchmarks.baselines;

import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * What a good engineer writes who has one script, in Java, and no platform.
 *
 * <p>In: {@code trigger-events}. Out: {@code executions}, {@code execution-logs}, {@code
 * script-events}, as the platform writes them. Left out is all that only a platform needs: other
 * tenants' scripts, limits, events seen twice, misplaced and unreadable ones.
 */
final class JavaTopology {

  private JavaTopology() {}

  static Topology build(
      TopologyConfig config,
      TopicCatalogue topics,
      AvroSerdes serdes,
      Workload workload,
      boolean emit) {
    StreamsBuilder builder = new StreamsBuilder(config);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(CalculateProcessor.COUNTERS),
            Serdes.String(),
            Serdes.Long()));

    // read
    KStream<String, TriggerEvent> events =
        builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.String(), serdes.serde(topics.triggerEvents()))
                .withName("read-trigger-events"));

    // decide
    KStream<String, Finished> finished =
        events.processValues(
            () -> new CalculateProcessor(workload, emit),
            Named.as("calculate"),
            CalculateProcessor.COUNTERS);

    // split
    KStream<String, Execution> executions =
        finished.mapValues(Finished::execution, Named.as("pick-executions"));
    KStream<String, LogLine> logLines =
        finished.flatMapValues(Finished::logLines, Named.as("pick-log-lines"));
    KStream<String, ScriptEvent> emitted =
        finished.flatMapValues(Finished::emitted, Named.as("pick-emitted"));

    // write
    logLines.to(
        topics.executionLogs().name(),
        Produced.with(Serdes.String(), serdes.serde(topics.executionLogs()))
            .withName("write-execution-logs"));
    emitted.to(
        topics.scriptEvents().name(),
        Produced.with(Serdes.String(), serdes.serde(topics.scriptEvents()))
            .withName("write-script-events"));
    executions.to(
        topics.executions().name(),
        Produced.with(Serdes.String(), serdes.serde(topics.executions()))
            .withName("write-executions"));
    return builder.build();
  }
}
