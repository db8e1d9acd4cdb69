package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.processors.streams.ReadOnlyStores;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * In: what triggers scripts, {@code trigger-events}, {@code script-events}, {@code web-requests}
 * and {@code schedule-events}; and what tenants have defined, the compacted {@code tenants}, {@code
 * scripts}, {@code script-revisions} and {@code listeners} as read-only stores. Out: {@code
 * executions}, {@code execution-logs}, {@code script-events}, {@code script-values}; what can not
 * be read or failed for good to {@code dead-letters}; what is on another tenant's partition back to
 * {@code trigger-events}, on its own.
 *
 * <p>Keyed by tenant. A trigger's offset and all that its executions leave behind commit in one
 * transaction; what is not finished by then is in the store {@code pending-executions}, in the same
 * transaction. Scripts run on threads of their own ({@link TaskExecutions}). Separate from the
 * entities, which decide what the scripts are: here they are only read.
 */
public final class ExecutionsTopology {

  /** Quick executions end before a commit: what has not ended by then has to be stored. */
  public static final StreamsProfile PROFILE =
      new StreamsProfile("executions", true, Duration.ofMillis(100));

  private static final String READ = "read-trigger-event";
  private static final String RUN = "run-executions";

  private ExecutionsTopology() {}

  /**
   * @param partitions of every topic: where an event belongs
   * @param readers of what a tenant had no room for when it came
   */
  public static Topology build(
      TopologyConfig config,
      TopicCatalogue topics,
      AvroSerdes serdes,
      int partitions,
      Executions shared,
      PartitionReader.Opener readers) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    TriggerTopic triggerTopic =
        new TriggerTopic(
            topics.triggerEvents().name(),
            partitions,
            serdes.untrusted(topics.triggerEvents()),
            readers);
    ExecutionParts parts =
        shared.parts(
            new ExecutionRecords(
                topics.webRequests().name(), serdes.serializer(topics.webRequests())));
    TaskStores.builders(byTenant, topics).forEach(builder::addStateStore);

    // read
    KStream<byte[], byte[]> records =
        builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-trigger-events"));
    KStream<String, ScriptEvent> emitted =
        builder.stream(
            topics.scriptEvents().name(),
            byTenant.read(topics.scriptEvents(), "read-script-events"));
    KStream<String, ExecutionRequest> requested =
        builder.stream(
            topics.webRequests().name(), byTenant.read(topics.webRequests(), "read-web-requests"));
    KStream<String, ScheduleEvent> slots =
        builder.stream(
            topics.scheduleEvents().name(),
            byTenant.read(topics.scheduleEvents(), "read-schedule-events"));

    // decide what each record is
    KStream<String, Intake> intakes =
        records.process(
            () -> new ReadTriggerEventProcessor(triggerTopic, shared.metrics(), shared.consumers()),
            Named.as(READ));

    // split
    KStream<String, DeadLetter> refused =
        intakes.flatMapValues(Intake::refused, Named.as("pick-refused"));
    KStream<String, byte[]> misplaced =
        intakes.flatMapValues(Intake::misplaced, Named.as("pick-misplaced"));
    KStream<String, Trigger> upstream =
        intakes.flatMapValues(Intake::accepted, Named.as("pick-accepted"));
    KStream<String, Trigger> chained =
        emitted.processValues(
            () -> new PlatformTriggerProcessor<ScriptEvent>(Trigger::of), Named.as("hear-emitted"));
    KStream<String, Trigger> asked =
        requested.processValues(
            () -> new PlatformTriggerProcessor<ExecutionRequest>(Trigger::of),
            Named.as("hear-requested"));
    KStream<String, Trigger> due =
        slots.processValues(
            () -> new PlatformTriggerProcessor<ScheduleEvent>(Trigger::of), Named.as("hear-slots"));

    // run
    KStream<String, Trigger> triggers =
        upstream
            .merge(chained, Named.as("merge-chained"))
            .merge(asked, Named.as("merge-requested"))
            .merge(due, Named.as("merge-slots"));
    KStream<String, AppliedAttempt> applied =
        triggers.process(
            () -> new RunExecutionsProcessor(parts, shared.metrics(), PROFILE.commitInterval()),
            Named.as(RUN),
            TaskStores.NAMES);
    KStream<String, Execution> executions =
        applied.flatMap(
            (_, one) -> keyed(one.execution(), Execution::getTenant), Named.as("pick-executions"));
    KStream<String, LogLine> logLines =
        applied.flatMap(
            (_, one) -> keyed(one.logLines(), LogLine::getTenant), Named.as("pick-log-lines"));
    KStream<String, ScriptEvent> events =
        applied.flatMap(
            (_, one) -> keyed(one.events(), ScriptEvent::getTenant), Named.as("pick-events"));
    KStream<String, ScriptValue> values =
        applied.flatMap(
            (_, one) ->
                one.values().stream()
                    .map(it -> KeyValue.pair(it.key(), it.value().orElse(null)))
                    .toList(),
            Named.as("pick-values"));
    KStream<String, DeadLetter> failed =
        applied.flatMap(
            (_, one) -> keyed(one.deadLetter(), DeadLetter::getTenant), Named.as("pick-failed"));

    // write
    refused
        .merge(failed, Named.as("merge-dead-letters"))
        .to(
            topics.deadLetters().name(),
            byTenant.write(topics.deadLetters(), "write-dead-letters"));
    misplaced.to(
        topics.triggerEvents().name(),
        Produced.with(Serdes.String(), Serdes.ByteArray())
            .withStreamPartitioner(ByTenant.partitioner())
            .withName("reroute-trigger-events"));
    logLines.to(
        topics.executionLogs().name(),
        byTenant.write(topics.executionLogs(), "write-execution-logs"));
    executions
        .processValues(NameTriggerProcessor::new, Named.as("name-trigger"))
        .to(topics.executions().name(), byTenant.write(topics.executions(), "write-executions"));
    events.to(
        topics.scriptEvents().name(), byTenant.write(topics.scriptEvents(), "write-script-events"));
    values.to(
        topics.scriptValues().name(), byTenant.write(topics.scriptValues(), "write-script-values"));

    return definitions(byTenant.readOnlyStores(builder.build()), topics);
  }

  private static Topology definitions(ReadOnlyStores stores, TopicCatalogue topics) {
    Topology topology =
        stores
            .announcingTo(Definitions.CHANGES)
            .add(Definitions.TENANTS, topics.tenants(), RUN)
            .add(Definitions.SCRIPTS, topics.scripts(), RUN)
            .add(Definitions.SCRIPT_REVISIONS, topics.scriptRevisions(), RUN)
            .add(Definitions.LISTENERS, topics.listeners(), RUN)
            .topology();
    topology.connectProcessorAndStateStores(
        READ, Definitions.TENANTS, Definitions.CHANGES, PostponedEvents.OBJECT);
    return topology;
  }

  private static <V> List<KeyValue<String, V>> keyed(
      Optional<V> value, Function<V, String> tenant) {
    return value.map(it -> List.of(KeyValue.pair(tenant.apply(it), it))).orElse(List.of());
  }

  private static <V> List<KeyValue<String, V>> keyed(List<V> values, Function<V, String> tenant) {
    // Most executions write nothing of a kind, and this is asked of each for all kinds.
    return values.isEmpty()
        ? List.of()
        : values.stream().map(it -> KeyValue.pair(tenant.apply(it), it)).toList();
  }
}
