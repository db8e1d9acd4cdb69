package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.TriggerHeader;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTopologyTest {

  private static final Instant START = SimulatedSchedule.START;
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Path GOLDEN = Path.of("src/test/resources/topologies/schedules.txt");

  @TempDir private Path stateDirectory;

  private final TopicCatalogue topics = TopicCatalogue.withDefaultPrefix();
  private final AvroSerdes serdes = FakeRegistry.with(topics).serdes();
  private final SettableClock clock = new SettableClock(START);

  private final ScheduleDrift drift = new ScheduleDrift();

  private Topology topology;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-schedules");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    topology =
        SchedulesTopology.build(
            new TopologyConfig(new StreamsConfig(properties)),
            topics,
            serdes,
            clock,
            RETENTION,
            drift);
    driver = new TopologyTestDriver(topology, properties, START);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    String description = topology.describe().toString();
    if ("write".equals(System.getProperty("scriptmaster.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, description);
    }
    assertThat(GOLDEN)
        .as(
            "a changed topology moves state: look at the difference, then write it with -Dscriptmaster.golden=write")
        .hasContent(description);
  }

  @Test
  void shouldFireSlotsAndHearOfTheirExecutions() {
    // Given
    save(Schedules.every("2s", START).build());
    pass(Duration.ofSeconds(3));
    List<ScheduleEvent> events = events();

    // When
    end(events.getFirst().getId(), "succeeded");
    end("order-7", "failed");
    pass(Duration.ofSeconds(2));

    // Then
    List<ScheduleSlot> slots = slots();
    assertThat(events).extracting(ScheduleEvent::getSlotTime).containsExactly(START.plusSeconds(2));
    assertThat(slots)
        .extracting(slot -> slot.getOutcome() + " " + slot.getExecutionOutcome())
        .containsExactly("ran null", "ran succeeded", "ran null");
    assertThat(events()).hasSize(1);
  }

  @Test
  void shouldHoldNoScheduleInTheIndexThatHasNoSlotToCome() {
    // Given
    save(Schedules.every("2s", START).build());
    save(Schedules.of("at 2026-11-24T10:00:03", START).setId("once").build());
    save(Schedules.every("1h", START).setId("seldom").build());

    // When
    pass(Duration.ofSeconds(10));
    changes().pipeInput(Schedules.KEY, null, clock.instant());
    pass(Duration.ofSeconds(10));

    // Then
    assertThat(keys(ScheduleStores.DUE))
        .containsExactly(SlotKeys.due(Instant.parse("2026-11-24T11:00:00Z"), "acme/seldom"));
    assertThat(keys(ScheduleStores.DEFINITIONS)).containsExactly("acme/once", "acme/seldom");
  }

  @Test
  void shouldForgetADeletedScheduleWhenItsExecutionHasEnded() {
    // Given
    save(Schedules.every("2s", START).build());
    pass(Duration.ofSeconds(3));
    changes().pipeInput(Schedules.KEY, null, clock.instant());
    assertThat(keys(ScheduleStores.PROGRESS)).containsExactly(Schedules.KEY);

    // When
    end(events().getFirst().getId(), "succeeded");

    // Then
    assertThat(keys(ScheduleStores.PROGRESS)).isEmpty();
    assertThat(slots().getLast().getExecutionOutcome()).isEqualTo("succeeded");
  }

  @Test
  void shouldReadChangesBeforeItDecidesWhatCameDueWhileItWasDown() {
    // Given
    save(Schedules.every("2s", START).build());

    // When
    pass(DecideSlotsProcessor.QUIET.minusMillis(100));
    clock.set(START.plusSeconds(4));
    save(Schedules.every("1h", START.plusSeconds(1)).build());
    pass(Duration.ofSeconds(5));

    // Then
    assertThat(events()).isEmpty();
    assertThat(slots()).isEmpty();
  }

  @Test
  void shouldRunNowOnceAndOnlyWhatExists() {
    // Given
    save(Schedules.every("1h", START).build());

    // When
    ask("tick");
    ask("gone");

    // Then
    assertThat(events())
        .extracting(ScheduleEvent::getId, ScheduleEvent::getKind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tick@2026-11-24T10:00:00.001Z", "manual"));
  }

  @Test
  void shouldNotDecodeExecutionsThatTheirHeaderTellsApart() {
    // Given
    save(Schedules.every("2s", START).build());
    pass(Duration.ofSeconds(3));
    TestInputTopic<String, byte[]> executions =
        driver.createInputTopic(
            topics.executions().name(),
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer());
    byte[] ended =
        serdes
            .serializer(topics.executions())
            .serialize("", execution("tick@" + START.plusSeconds(2), "succeeded"));

    // When
    executions.pipeInput(
        new TestRecord<>(Schedules.TENANT, new byte[] {1, 2, 3}, TriggerHeader.of("event")));
    executions.pipeInput(new TestRecord<>(Schedules.TENANT, ended, TriggerHeader.of("schedule")));

    // Then
    assertThat(slots())
        .extracting(ScheduleSlot::getExecutionOutcome)
        .containsExactly(null, "succeeded");
  }

  @Test
  void shouldTellHowLateSlotsWereDecided() {
    // Given
    save(Schedules.every("2s", START).setPaused(true).build());
    pass(Duration.ofSeconds(3));
    ask("tick");

    // When
    clock.set(START.plusSeconds(7));
    driver.advanceWallClockTime(Duration.ofMillis(100));

    // Then
    assertThat(drift.count()).isEqualTo(3);
    assertThat(drift.max()).isEqualTo(Duration.ofSeconds(3));
    assertThat(drift.sum()).isEqualTo(Duration.ofSeconds(4));
    assertThat(drift.buckets())
        .filteredOn(bucket -> List.of(25L, 1_000L, 5_000L).contains(bucket.upTo().toMillis()))
        .extracting(ScheduleDrift.Bucket::count)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldFillInAPastRangeOnceAndForgetWhatItNoted() {
    // Given
    save(Schedules.every("2s", START).setPaused(true).build());
    pass(Duration.ofSeconds(5));
    assertThat(slots()).extracting(ScheduleSlot::getReason).containsExactly("paused", "paused");

    // When
    backfill("r-1", START.minusSeconds(2), START.plusSeconds(5));
    backfill("r-1", START.minusSeconds(2), START.plusSeconds(5));
    backfill("r-2", START.minusSeconds(2), START.plusSeconds(5));

    // Then
    List<ScheduleEvent> events = events();
    assertThat(events)
        .extracting(ScheduleEvent::getId)
        .containsExactly(
            "tick@2026-11-24T09:59:58Z#r-1",
            "tick@2026-11-24T10:00:00Z#r-1",
            "tick@2026-11-24T10:00:02Z#r-1",
            "tick@2026-11-24T10:00:04Z#r-1");
    assertThat(slots())
        .extracting(ScheduleSlot::getKind, ScheduleSlot::getOutcome)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("backfill", "ran"))
        .hasSize(4);
    events.forEach(event -> end(event.getId(), "succeeded"));
    assertThat(slots()).extracting(ScheduleSlot::getExecutionOutcome).containsOnly("succeeded");
    assertThat(keys(SlotNotes.NOTES)).hasSize(4);
    changes().pipeInput(Schedules.KEY, null, clock.instant());
    assertThat(keys(SlotNotes.FORMER_TIMINGS)).hasSize(1);
    clock.set(START.plus(RETENTION).plus(SlotNotes.LONGER).plusSeconds(3));
    driver.advanceWallClockTime(KeepSlotProcessor.FORGET_EVERY);
    assertThat(keys(SlotNotes.NOTES))
        .containsExactly(SlotKeys.oldestFirst("acme/tick", START.plusSeconds(4)));
  }

  @Test
  void shouldNotFillInWhatAFormerTimingRan() {
    // Given
    save(Schedules.every("2s", START).setOverlap("allow").build());
    pass(Duration.ofMillis(6_500));
    save(Schedules.every("3s", clock.instant()).setOverlap("allow").build());
    assertThat(events()).hasSize(3);

    // When
    backfill("r-1", START.plusSeconds(1), START.plusMillis(6_100));

    // Then
    assertThat(events())
        .extracting(ScheduleEvent::getId)
        .containsExactly("tick@2026-11-24T10:00:03Z#r-1");
  }

  @Test
  void shouldGoOnTickingWhenTheClockJumpsBack() {
    // Given
    save(Schedules.every("2s", START).build());
    pass(Duration.ofSeconds(3));

    // When
    clock.set(START.minusSeconds(3_600));
    save(Schedules.every("2s", clock.instant()).setId("new").build());
    pass(Duration.ofSeconds(5));

    // Then
    assertThat(events())
        .extracting(ScheduleEvent::getId)
        .containsExactly("tick@2026-11-24T10:00:02Z", "new@2026-11-24T09:00:02Z");
  }

  @Test
  void shouldShowSlotsNewestFirstAndForgetOldOnes() {
    // Given
    KeyValueStore<String, ScheduleSlot> kept = driver.getKeyValueStore(SlotLedger.SLOTS_BY_TIME);
    keep("tick", START.minus(RETENTION).minusSeconds(60));
    keep("tick", START.minusSeconds(60));
    keep("tick", START.minusSeconds(30));
    keep("tick-2", START.minus(RETENTION).minusSeconds(60));
    assertThat(values(kept)).hasSize(4);

    // When
    driver.advanceWallClockTime(KeepSlotProcessor.FORGET_EVERY.plusSeconds(1));

    // Then
    assertThat(values(kept))
        .extracting(ScheduleSlot::getSlotTime)
        .containsExactly(START.minusSeconds(30), START.minusSeconds(60));
  }

  private void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      clock.set(clock.instant().plusMillis(100));
      driver.advanceWallClockTime(Duration.ofMillis(100));
    }
  }

  private TestInputTopic<String, Schedule> changes() {
    return input(topics.schedules());
  }

  private void save(Schedule schedule) {
    changes().pipeInput(schedule.getTenant() + "/" + schedule.getId(), schedule, clock.instant());
  }

  private void ask(String schedule) {
    input(topics.scheduleRequests())
        .pipeInput(
            Schedules.TENANT,
            ScheduleRequest.newBuilder()
                .setId("r-1")
                .setTenant(Schedules.TENANT)
                .setSchedule(schedule)
                .setAction("run")
                .setSlotTime(START.plusMillis(1))
                .setRequestedBy("operator")
                .setRequestedAt(START)
                .build(),
            clock.instant());
  }

  private void backfill(String request, Instant from, Instant to) {
    input(topics.scheduleRequests())
        .pipeInput(
            Schedules.TENANT,
            ScheduleRequest.newBuilder()
                .setId(request)
                .setTenant(Schedules.TENANT)
                .setSchedule("tick")
                .setAction("backfill")
                .setSlotTime(from)
                .setRangeEnd(to)
                .setOverlap("allow")
                .setRequestedBy("operator")
                .setRequestedAt(clock.instant())
                .build(),
            clock.instant());
  }

  private void end(String triggerId, String outcome) {
    input(topics.executions())
        .pipeInput(Schedules.TENANT, execution(triggerId, outcome), clock.instant());
  }

  private Execution execution(String triggerId, String outcome) {
    return Execution.newBuilder()
        .setId("x-" + triggerId)
        .setTenant(Schedules.TENANT)
        .setScript("score")
        .setRevision(1)
        .setTrigger(triggerId.contains("@") ? "schedule" : "event")
        .setTriggerId(triggerId)
        .setOutcome(outcome)
        .setStartedAt(clock.instant())
        .setDurationMillis(1)
        .setCpuMillis(1)
        .build();
  }

  private void keep(String schedule, Instant slotTime) {
    ScheduleSlot slot =
        ScheduleSlot.newBuilder()
            .setTenant(Schedules.TENANT)
            .setSchedule(schedule)
            .setSlotTime(slotTime)
            .setScript("score")
            .setOutcome("ran")
            .setDueAt(slotTime)
            .setActualAt(slotTime)
            .build();
    input(topics.scheduleSlots()).pipeInput(SlotKeys.slot(slot), slot, START);
  }

  private List<ScheduleEvent> events() {
    return output(topics.scheduleEvents()).readValuesToList();
  }

  private List<ScheduleSlot> slots() {
    return output(topics.scheduleSlots()).readValuesToList();
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), Serdes.String().serializer(), serdes.serializer(topic));
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), Serdes.String().deserializer(), serdes.deserializer(topic));
  }

  private List<String> keys(String store) {
    KeyValueStore<String, Object> values = driver.getKeyValueStore(store);
    List<String> keys = new ArrayList<>();
    try (var all = values.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private static <V> List<V> values(KeyValueStore<String, V> store) {
    List<V> values = new ArrayList<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> values.add(entry.value));
    }
    return values;
  }
}
