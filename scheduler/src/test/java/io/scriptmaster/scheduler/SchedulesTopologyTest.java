package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.TriggerHeader;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.testkit.GoldenFile;
import io.scriptmaster.testkit.TopologyHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
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

  @TempDir private Path stateDirectory;

  private final SettableClock clock = new SettableClock(START);

  private final MeterRegistry meters = new SimpleMeterRegistry();

  private TopologyHarness harness;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    harness =
        new TopologyHarness(
            (topics, serdes) ->
                StreamsApplication.properties(
                    new StreamsSettings("localhost:1", stateDirectory, "test-", 1, 1),
                    SchedulesTopology.PROFILE,
                    topics,
                    serdes),
            (topics, serdes) ->
                config -> SchedulesTopology.build(config, topics, serdes, clock, RETENTION, meters),
            START);
    driver = harness.driver();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    GoldenFile.compare("schedules", harness.description());
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
            harness.topics().executions().name(),
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer());
    byte[] ended =
        harness
            .serdes()
            .serializer(harness.topics().executions())
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
    HistogramSnapshot lateness = meters.get(ScheduleMetrics.LATENESS).timer().takeSnapshot();
    assertThat(lateness.count()).isEqualTo(3);
    assertThat(lateness.max(TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(lateness.total(TimeUnit.SECONDS)).isEqualTo(4);
    assertThat(lateness.histogramCounts())
        .filteredOn(bucket -> List.of(0.025, 1.0, 5.0).contains(bucket.bucket(TimeUnit.SECONDS)))
        .extracting(CountAtBucket::count)
        .containsExactly(1.0, 2.0, 3.0);
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
    return harness.input(harness.topics().schedules());
  }

  private void save(Schedule schedule) {
    changes().pipeInput(schedule.getTenant() + "/" + schedule.getId(), schedule, clock.instant());
  }

  private void ask(String schedule) {
    harness
        .input(harness.topics().scheduleRequests())
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
    harness
        .input(harness.topics().scheduleRequests())
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
    harness
        .input(harness.topics().executions())
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
    harness.input(harness.topics().scheduleSlots()).pipeInput(SlotKeys.slot(slot), slot, START);
  }

  private List<ScheduleEvent> events() {
    return harness.output(harness.topics().scheduleEvents()).readValuesToList();
  }

  private List<ScheduleSlot> slots() {
    return harness.output(harness.topics().scheduleSlots()).readValuesToList();
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
