package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.entity.CatchUp;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.scheduler.SchedulesTopology;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import io.scriptmaster.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheduler on a real broker, under a wall clock that jumps. */
class ClockJumpsIT {

  private static final int EVERY = 4;
  private static final Duration JUMP = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> POLICIES = List.of("none", "last", "all");

  @TempDir private Path state;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final AvroSerdes serdes = cluster.serdes();
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
  private final TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), serdes);
  private final TopicReader<ScheduleSlot> reader =
      TopicReader.of(cluster.bootstrapServers(), serdes, topics.scheduleSlots());
  private StreamsApplication scheduler;

  @BeforeEach
  void start() {
    scheduler = scheduler();
  }

  @AfterEach
  void stop() {
    scheduler.close();
    reader.close();
    writer.close();
  }

  @Test
  void shouldDecideEachSlotOnceWhileTheClockJumpsForwardAndBack() {
    // Given
    POLICIES.forEach(policy -> save(policy, EVERY, policy));
    POLICIES.forEach(policy -> awaitSlotFrom(policy, Instant.EPOCH));

    // When
    Instant before = now();
    offset.set(JUMP);
    Instant after = now();
    POLICIES.forEach(policy -> awaitSlotFrom(policy, after));
    offset.set(Duration.ZERO);
    save("new", 1, "none");
    awaitSlotFrom("new", Instant.EPOCH);
    // Another owner, whose clock never was where the first one's was.
    scheduler.close();
    scheduler = scheduler();
    awaitSlotFrom("new", now().plusSeconds(1));
    Map<String, Instant> decided = last();
    offset.set(JUMP);
    POLICIES.forEach(policy -> awaitSlotFrom(policy, decided.get(policy).plusSeconds(1)));

    // Then
    NavigableMap<Instant, ScheduleSlot> none = slots("none");
    NavigableMap<Instant, ScheduleSlot> last = slots("last");
    NavigableMap<Instant, ScheduleSlot> all = slots("all");
    for (String schedule : POLICIES) {
      assertContinuous(slots(schedule), EVERY);
    }
    assertContinuous(slots("new"), 1);
    Instant surelyLate = after.minusSeconds(70);
    assertThat(outcomes(none, before, surelyLate)).containsExactly("missed catch_up_none");
    assertThat(outcomes(last, before, surelyLate)).containsExactly("missed catch_up_last");
    assertThat(outcomes(all, before, surelyLate)).containsExactly("ran");
    assertThat(all.values()).extracting(ScheduleSlot::getOutcome).containsOnly("ran");
  }

  private StreamsApplication scheduler() {
    StreamsApplication application =
        StreamsApplication.of(
            new StreamsSettings(cluster.bootstrapServers(), state, "clock-jumps-", 1, 1),
            SchedulesTopology.PROFILE,
            topics,
            serdes,
            config ->
                SchedulesTopology.build(
                    config,
                    topics,
                    serdes,
                    this::now,
                    Duration.ofDays(30),
                    new SimpleMeterRegistry()));
    application.start();
    return application;
  }

  private Instant now() {
    return Instant.now().plus(offset.get());
  }

  private void save(String id, int every, String catchUp) {
    Schedule schedule =
        Schedule.newBuilder()
            .setTenant("acme")
            .setId(id)
            .setVersion(1)
            .setCron("every %ds".formatted(every))
            .setTimeZone("UTC")
            .setScript("work")
            .setOverlap("allow")
            .setCatchUp(CatchUp.newBuilder().setPolicy(catchUp).setWindow("PT2H").build())
            .setCreatedAt(now())
            .setCreatedBy("operator")
            .setUpdatedAt(now())
            .setUpdatedBy("operator")
            .build();
    writer.write(topics.schedules(), "acme/" + id, schedule);
  }

  private void awaitSlotFrom(String schedule, Instant moment) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(slots(schedule).tailMap(moment, true))
                    .as("slots of %s from %s", schedule, moment)
                    .isNotEmpty());
  }

  private Map<String, Instant> last() {
    return POLICIES.stream()
        .collect(Collectors.toMap(policy -> policy, policy -> slots(policy).lastKey()));
  }

  /** Of one schedule: a second record of a slot is a failure, since nothing executes them here. */
  private NavigableMap<Instant, ScheduleSlot> slots(String schedule) {
    NavigableMap<Instant, ScheduleSlot> slots = new TreeMap<>();
    reader.readToEnd().stream()
        .map(record -> record.value())
        .filter(slot -> slot.getSchedule().equals(schedule))
        .forEach(slot -> assertThat(slots.put(slot.getSlotTime(), slot)).as("%s", slot).isNull());
    return slots;
  }

  private static void assertContinuous(NavigableMap<Instant, ScheduleSlot> slots, int every) {
    List<Instant> expected = new ArrayList<>();
    for (Instant slot = slots.firstKey();
        !slot.isAfter(slots.lastKey());
        slot = slot.plusSeconds(every)) {
      expected.add(slot);
    }
    assertThat(slots.navigableKeySet()).containsExactlyElementsOf(expected);
  }

  /** Each that there is, once, of slots between these moments. */
  private static List<String> outcomes(
      NavigableMap<Instant, ScheduleSlot> slots, Instant from, Instant to) {
    return slots.subMap(from, false, to, true).values().stream()
        .map(
            slot ->
                slot.getReason() == null
                    ? slot.getOutcome()
                    : slot.getOutcome() + " " + slot.getReason())
        .distinct()
        .toList();
  }
}
