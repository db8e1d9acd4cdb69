package io.scriptmaster.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/**
 * In: {@code schedules}, {@code schedule-requests}, the {@code executions} that schedules
 * triggered, and time. Out: {@code schedule-events} for the executions, and the ledger {@code
 * schedule-slots}, which a part of its own reads again into the store that is shown.
 *
 * <p>Keyed by tenant. A slot's entry, its event and how far its schedule has come commit in one
 * transaction: no slot is fired twice or left without an entry. Separate from the executions, so
 * that a flood of them does not make slots late; separate in two, so that slots are fired before
 * the ledger is restored.
 */
public final class SchedulesTopology {

  /** What came due is seen by the executions when it is committed. */
  public static final StreamsProfile PROFILE =
      new StreamsProfile("schedules", true, Duration.ofMillis(50));

  private static final String DECIDE = "decide-slots";

  private SchedulesTopology() {}

  /**
   * @param clock says what is due
   * @param retention how long a slot stays visible
   * @param registry is told how late each slot was decided
   */
  public static Topology build(
      TopologyConfig config,
      TopicCatalogue topics,
      AvroSerdes serdes,
      InstantSource clock,
      Duration retention,
      MeterRegistry registry) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    ScheduleMetrics metrics = new ScheduleMetrics(registry);
    addStores(builder, byTenant, topics);

    // read
    KStream<String, Schedule> schedules =
        builder.stream(
            topics.schedules().name(), byTenant.read(topics.schedules(), "read-schedules"));
    KStream<String, Optional<ScheduleInput.Ended>> executions =
        builder.stream(
            topics.executions().name(),
            Consumed.with(
                    Serdes.String(),
                    EndedExecutionDeserializer.serde(serdes.deserializer(topics.executions())))
                .withName("read-executions"));
    KStream<String, ScheduleRequest> requests =
        builder.stream(
            topics.scheduleRequests().name(),
            byTenant.read(topics.scheduleRequests(), "read-schedule-requests"));
    KStream<String, ScheduleSlot> ledger =
        builder.stream(
            topics.scheduleSlots().name(),
            byTenant.read(topics.scheduleSlots(), "read-schedule-slots"));

    // decide
    KStream<String, ScheduleInput> changed =
        schedules.mapValues(
            (key, schedule) -> new ScheduleInput.Changed(key, Optional.ofNullable(schedule)),
            Named.as("note-changed"));
    KStream<String, ScheduleInput> ended =
        executions.flatMapValues(
            execution ->
                Optional.ofNullable(execution).stream()
                    .flatMap(Optional::stream)
                    .map(ScheduleInput.class::cast)
                    .toList(),
            Named.as("note-ended"));
    KStream<String, ScheduleInput> asked =
        requests.mapValues(request -> new ScheduleInput.Asked(request), Named.as("note-asked"));
    KStream<String, SlotDecision> decisions =
        changed
            .merge(ended, Named.as("merge-ended"))
            .merge(asked, Named.as("merge-asked"))
            .process(
                () -> new DecideSlotsProcessor(clock, retention, metrics),
                Named.as(DECIDE),
                ScheduleStores.DEFINITIONS,
                ScheduleStores.PROGRESS,
                ScheduleStores.DUE,
                SlotNotes.NOTES,
                SlotNotes.FORMER_TIMINGS);

    // split
    KStream<String, ScheduleEvent> events =
        decisions.flatMap(
            (key, decision) ->
                decision.events().stream()
                    .map(event -> KeyValue.pair(event.getTenant(), event))
                    .toList(),
            Named.as("pick-events"));
    KStream<String, ScheduleSlot> slots =
        decisions.flatMap(
            (key, decision) ->
                decision.slots().stream()
                    .map(slot -> KeyValue.pair(SlotKeys.slot(slot), slot))
                    .toList(),
            Named.as("pick-slots"));

    // write
    events.to(
        topics.scheduleEvents().name(),
        byTenant.write(topics.scheduleEvents(), "write-schedule-events"));
    slots.to(
        topics.scheduleSlots().name(),
        byTenant.write(topics.scheduleSlots(), "write-schedule-slots"));

    // keep
    ledger.process(
        () -> new KeepSlotProcessor(retention), Named.as("keep-slots"), SlotLedger.SLOTS_BY_TIME);
    return builder.build();
  }

  private static void addStores(StreamsBuilder builder, ByTenant byTenant, TopicCatalogue topics) {
    builder.addStateStore(byTenant.store(ScheduleStores.DEFINITIONS, topics.schedules()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(ScheduleStores.PROGRESS),
            Serdes.String(),
            StateSerdes.progress()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SlotNotes.NOTES), Serdes.String(), Serdes.String()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SlotNotes.FORMER_TIMINGS),
            Serdes.String(),
            StateSerdes.formerTimings()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(ScheduleStores.DUE), Serdes.String(), Serdes.String()));
    builder.addStateStore(byTenant.store(SlotLedger.SLOTS_BY_TIME, topics.scheduleSlots()));
  }
}
