package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideSlotsTest {

  private static final Instant START = SimulatedSchedule.START;

  private final SimulatedSchedule schedule = new SimulatedSchedule();

  @Test
  void shouldFireEachSlotOnceAndTellTheLedger() {
    // Given
    schedule.save(Schedules.every("2s", START));

    // When
    schedule.pass(Duration.ofSeconds(3));

    // Then
    ScheduleSlot slot = schedule.ledger.get(START.plusSeconds(2));
    ScheduleEvent event = schedule.events.getFirst();
    assertThat(schedule.entries()).containsExactly("10:00:02 ran");
    assertThat(slot.getKind()).isEqualTo("scheduled");
    assertThat(slot.getExecutionId()).isNotBlank();
    assertThat(slot.getExecutionOutcome()).isNull();
    assertThat(slot.getDueAt()).isEqualTo(START.plusSeconds(2));
    assertThat(slot.getActualAt()).isEqualTo(START.plusSeconds(2));
    assertThat(schedule.events).hasSize(1);
    assertThat(event.getId()).isEqualTo("tick@2026-11-24T10:00:02Z");
    assertThat(event.getScript()).isEqualTo("score");
    assertThat(event.getPayload()).isEqualTo("{\"n\":1}");
    assertThat(event.getAction()).isEqualTo("run");
  }

  @Test
  void shouldTellTheLedgerHowTheExecutionEnded() {
    // Given
    schedule.save(Schedules.every("2s", START));
    schedule.pass(Duration.ofSeconds(3));

    // When
    schedule.end(START.plusSeconds(2), "failed");
    schedule.end(START.plusSeconds(2), "failed");
    schedule.end(START.plusSeconds(99), "failed");

    // Then
    ScheduleSlot slot = schedule.ledger.get(START.plusSeconds(2));
    assertThat(schedule.ledger).hasSize(1);
    assertThat(slot.getOutcome()).isEqualTo("ran");
    assertThat(slot.getExecutionOutcome()).isEqualTo("failed");
    assertThat(slot.getExecutionEndedAt()).isEqualTo(START.plusSeconds(3));
    assertThat(schedule.progress().running()).isEmpty();
  }

  @Test
  void shouldSaySkippedWhereTheExecutionsRefuse() {
    // Given
    schedule.save(Schedules.every("2s", START));
    schedule.pass(Duration.ofSeconds(3));

    // When
    schedule.end(START.plusSeconds(2), "rejected");

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:02 skipped quota");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skip         | 10:00:02 ran, 10:00:04 skipped overlap, 10:00:06 skipped overlap, 10:00:08 skipped overlap",
        "buffer_one   | 10:00:02 ran, 10:00:04 buffered, 10:00:06 skipped overlap, 10:00:08 skipped overlap",
        "buffer_all   | 10:00:02 ran, 10:00:04 buffered, 10:00:06 buffered, 10:00:08 skipped buffer_full",
        "allow        | 10:00:02 ran, 10:00:04 ran, 10:00:06 ran, 10:00:08 ran",
        "cancel_other | 10:00:02 ran, 10:00:04 ran, 10:00:06 ran, 10:00:08 ran",
      })
  void shouldFollowTheOverlapPolicy(String overlap, String entries) {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap(overlap).setBuffer(2));

    // When
    schedule.pass(Duration.ofSeconds(9));

    // Then
    assertThat(String.join(", ", schedule.entries())).isEqualTo(entries);
  }

  @Test
  void shouldRunWhatWaitsOneAfterTheOther() {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("buffer_all"));
    schedule.pass(Duration.ofSeconds(7));

    // When
    schedule.end(START.plusSeconds(2), "succeeded");

    // Then
    assertThat(schedule.entries())
        .containsExactly("10:00:02 ran", "10:00:04 ran", "10:00:06 buffered");
    assertThat(schedule.ledger.get(START.plusSeconds(4)).getActualAt())
        .isEqualTo(START.plusSeconds(7));
    schedule.end(START.plusSeconds(4), "succeeded");
    assertThat(schedule.fired())
        .containsExactly(START.plusSeconds(2), START.plusSeconds(4), START.plusSeconds(6));
  }

  @Test
  void shouldTellTheOtherToEndBeforeTheNewOneRuns() {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("cancel_other"));

    // When
    schedule.pass(Duration.ofSeconds(5));
    schedule.end(START.plusSeconds(2), "aborted");

    // Then
    assertThat(schedule.events)
        .extracting(event -> event.getAction() + " " + event.getId())
        .containsExactly(
            "run tick@2026-11-24T10:00:02Z",
            "cancel tick@2026-11-24T10:00:02Z",
            "run tick@2026-11-24T10:00:04Z");
    assertThat(schedule.ledger.get(START.plusSeconds(2)).getExecutionOutcome())
        .isEqualTo("aborted");
  }

  @ParameterizedTest
  @CsvSource({
    // Ten minutes of a schedule of every minute: how many ran, and the reason of the others.
    "none, PT1M,  1, 9, catch_up_window",
    "none, PT30M, 1, 9, catch_up_none",
    "last, PT30M, 1, 9, catch_up_last",
    "all,  PT30M, 10, 0, ''",
    "all,  PT5M,  5, 5, catch_up_window",
    "last, PT5M,  1, 5, catch_up_window",
  })
  void shouldCatchUp(String policy, String window, int ran, int missed, String reason) {
    // Given
    schedule.save(
        Schedules.every("1m", START)
            .setOverlap("allow")
            .setCatchUp(Schedules.catchUp(policy, window)));

    // When
    schedule.clockIs(START.plusSeconds(600).plusSeconds(15));
    schedule.tick();

    // Then
    assertThat(schedule.ledger).hasSize(10);
    assertThat(schedule.fired()).hasSize(ran);
    assertThat(schedule.fired().getLast()).isEqualTo(START.plusSeconds(600));
    assertThat(schedule.ledger.values())
        .filteredOn(slot -> slot.getOutcome().equals("missed") && slot.getReason().equals(reason))
        .hasSize(missed);
  }

  @Test
  void shouldMissALateSlotUnderNoCatchUp() {
    // Given
    schedule.save(Schedules.of("5 10 * * *", START).setCatchUp(Schedules.catchUp("none", "PT1H")));

    // When
    schedule.clockIs(START.plusSeconds(300 + 61));
    schedule.tick();

    // Then
    assertThat(schedule.entries()).containsExactly("10:05:00 missed catch_up_none");
    assertThat(schedule.events).isEmpty();
  }

  @Test
  void shouldWorkOffABacklogInTurns() {
    // Given
    schedule.save(Schedules.every("1s", START));
    schedule.clockIs(START.plusSeconds(1_000));

    // When
    schedule.tick(300);
    int first = schedule.ledger.size();
    schedule.tick(300);
    schedule.tick(300);
    schedule.tick(300);
    schedule.tick(300);

    // Then
    assertThat(first).isEqualTo(300);
    assertThat(schedule.ledger).hasSize(1_000);
    assertThat(schedule.fired()).hasSize(1);
  }

  @Test
  void shouldSkipWhilePausedAndGoOnWithTheNextSlot() {
    // Given
    schedule.save(Schedules.every("2s", START).setPaused(true));
    schedule.pass(Duration.ofSeconds(5));

    // When
    schedule.save(Schedules.every("2s", schedule.now()));
    schedule.pass(Duration.ofSeconds(2));

    // Then
    assertThat(schedule.entries())
        .containsExactly("10:00:02 skipped paused", "10:00:04 skipped paused", "10:00:06 ran");
  }

  @Test
  void shouldNeitherFireThePastNorLoseTheNextSlotWhenEdited() {
    // Given
    schedule.save(Schedules.of("*/10 * * * * *", START).setOverlap("allow"));
    schedule.pass(Duration.ofSeconds(10));
    // Due, and not decided when the edit comes.
    schedule.clockIs(START.plusSeconds(20).plusMillis(30));

    // When
    schedule.save(Schedules.of("*/5 * * * * *", schedule.now()).setOverlap("allow"));
    schedule.pass(Duration.ofSeconds(6));

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:10 ran", "10:00:20 ran", "10:00:25 ran");
  }

  @Test
  void shouldKeepTheNextSlotWhenTheSameTimingIsSavedAgain() {
    // Given
    schedule.save(Schedules.of("*/10 * * * * *", START));
    schedule.pass(Duration.ofSeconds(9));

    // When
    for (int n = 0; n < 5; n++) {
      schedule.save(Schedules.of("*/10 * * * * *", schedule.now()).setPayload("" + n));
      schedule.pass(Duration.ofMillis(300));
    }

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:10 ran");
  }

  @Test
  void shouldStartFromNowWhenEnabledAgain() {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("allow"));
    schedule.pass(Duration.ofSeconds(3));
    schedule.save(Schedules.every("2s", schedule.now()).setEnabled(false));
    schedule.pass(Duration.ofSeconds(10));

    // When
    schedule.save(Schedules.every("2s", schedule.now()).setOverlap("allow"));
    schedule.pass(Duration.ofSeconds(2));

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:02 ran", "10:00:14 ran");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldStopAtOnceAlsoWhenASlotIsDueAndOthersWait(boolean deleted) {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("buffer_all"));
    schedule.pass(Duration.ofSeconds(5));
    schedule.clockIs(START.plusSeconds(6).plusMillis(10));

    // When
    if (deleted) {
      schedule.delete();
    } else {
      schedule.save(Schedules.every("2s", schedule.now()).setEnabled(false));
    }
    schedule.pass(Duration.ofSeconds(10));
    schedule.end(START.plusSeconds(2), "succeeded");

    // Then
    String reason = deleted ? "deleted" : "disabled";
    assertThat(schedule.entries())
        .containsExactly(
            "10:00:02 ran", "10:00:04 skipped " + reason, "10:00:06 skipped " + reason);
    assertThat(schedule.ledger.get(START.plusSeconds(2)).getExecutionOutcome())
        .isEqualTo("succeeded");
    assertThat(schedule.progress().isOver()).isTrue();
  }

  @Test
  void shouldFireNothingTwiceWhenTheClockJumpsBack() {
    // Given
    schedule.save(Schedules.every("10m", START).setOverlap("allow"));
    schedule.clockIs(START.plusSeconds(1_200));
    schedule.tick();

    // When
    schedule.clockIs(schedule.now().minusSeconds(3_600));
    schedule.pass(Duration.ofHours(1));
    schedule.save(
        Schedules.every("10m", schedule.now().minusSeconds(1_800))
            .setOverlap("allow")
            .setPayload("2"));
    schedule.pass(Duration.ofMinutes(21));

    // Then
    assertThat(schedule.ledger.keySet())
        .containsExactly(
            START.plusSeconds(600),
            START.plusSeconds(1_200),
            START.plusSeconds(1_800),
            START.plusSeconds(2_400));
  }

  @Test
  void shouldNotRepeatASlotUnderAnotherTimingWhenTheClockJumpsBack() {
    // Given
    schedule.save(Schedules.every("10m", START).setOverlap("allow"));
    schedule.clockIs(START.plusSeconds(1_200));
    schedule.tick();

    // When
    schedule.clockIs(START.plusSeconds(60));
    schedule.save(Schedules.every("5m", schedule.now()).setOverlap("allow"));
    schedule.pass(Duration.ofMinutes(25));

    // Then
    assertThat(schedule.ledger.keySet())
        .containsExactly(
            START.plusSeconds(600), START.plusSeconds(1_200), START.plusSeconds(1_500));
  }

  @Test
  void shouldRecordEverySlotWhenTheClockJumpsForward() {
    // Given
    schedule.save(Schedules.every("10m", START).setOverlap("allow"));

    // When
    schedule.clockIs(START.plusSeconds(3_600));
    schedule.pass(Duration.ofMinutes(11));

    // Then
    assertThat(schedule.entries())
        .containsExactly(
            "10:10:00 missed catch_up_window",
            "10:20:00 missed catch_up_window",
            "10:30:00 missed catch_up_window",
            "10:40:00 missed catch_up_window",
            "10:50:00 missed catch_up_window",
            "11:00:00 ran",
            "11:10:00 ran");
  }

  @Test
  void shouldComeDueLaterByTheSamePartOfTheJitter() {
    // Given
    Schedule.Builder jittered = Schedules.every("1m", START).setOverlap("allow").setJitter("PT30S");
    schedule.save(jittered);

    // When
    schedule.pass(Duration.ofSeconds(151));

    // Then
    List<Duration> delays =
        schedule.ledger.values().stream()
            .map(slot -> Duration.between(slot.getSlotTime(), slot.getDueAt()))
            .distinct()
            .toList();
    assertThat(schedule.ledger.keySet())
        .containsExactly(START.plusSeconds(60), START.plusSeconds(120));
    assertThat(delays).hasSize(1);
    assertThat(delays.getFirst()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(30));
    assertThat(schedule.ledger.get(START.plusSeconds(60)).getActualAt())
        .isAfterOrEqualTo(START.plusSeconds(60).plus(delays.getFirst()));
  }

  @Test
  void shouldNotLoseASlotWhoseJitterIsNotOverWhenEdited() {
    // Given
    schedule.save(Schedules.every("1m", START).setJitter("PT30S"));
    schedule.clockIs(START.plusSeconds(60));
    schedule.tick();

    // When
    schedule.save(Schedules.every("30s", schedule.now()).setJitter("PT30S").setOverlap("allow"));
    schedule.pass(Duration.ofSeconds(61));

    // Then
    assertThat(schedule.ledger.keySet())
        .containsExactly(START.plusSeconds(60), START.plusSeconds(90));
  }

  @Test
  void shouldSpreadManySchedulesOverTheJitter() {
    // When
    long early =
        java.util.stream.IntStream.range(0, 10_000)
            .mapToObj(
                n ->
                    ScheduleDefinition.of(
                        Schedules.every("1h", START).setId("s" + n).setJitter("PT1H").build()))
            .filter(it -> it.delay().compareTo(Duration.ofMinutes(30)) < 0)
            .count();

    // Then
    assertThat(early).isBetween(4_700L, 5_300L);
  }

  @Test
  void shouldRunNowBesideItsTimingAlsoWhilePaused() {
    // Given
    schedule.save(Schedules.every("1m", START).setPaused(true));
    schedule.pass(Duration.ofSeconds(5));

    // When
    schedule.runNow("first", START.plusMillis(5_001));
    schedule.runNow("first", START.plusMillis(5_003));
    schedule.runNow("second", START.plusMillis(5_002));
    schedule.end(START.plusMillis(5_001), "succeeded");
    schedule.pass(Duration.ofSeconds(60));

    // Then
    assertThat(schedule.entries())
        .containsExactly(
            "10:00:05.001 ran", "10:00:05.002 skipped overlap", "10:01:00 skipped paused");
    ScheduleSlot slot = schedule.ledger.get(START.plusMillis(5_001));
    assertThat(slot.getKind()).isEqualTo("manual");
    assertThat(slot.getRequestId()).isEqualTo("first");
  }

  @Test
  void shouldNotWaitForEverForAnExecutionThatIsLost() {
    // Given
    schedule.save(Schedules.every("12h", START));
    schedule.clockIs(START.plus(Duration.ofHours(2)));
    schedule.tick();

    // When
    for (int n = 1; n <= 4; n++) {
      schedule.clockIs(START.plus(Duration.ofHours(2 + 12 * n)));
      schedule.tick();
    }

    // Then
    assertThat(schedule.ledger.values())
        .extracting(slot -> slot.getOutcome() + " " + slot.getExecutionOutcome())
        .containsExactly("ran unknown", "skipped null", "skipped null", "ran null", "skipped null");
  }

  @Test
  void shouldEndAtItsEndAndAfterItsOneMoment() {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("allow").setEndAt(START.plusSeconds(4)));
    schedule.pass(Duration.ofSeconds(10));
    schedule.save(Schedules.of("at 2026-11-24T10:00:12", schedule.now()).setOverlap("allow"));

    // When
    schedule.pass(Duration.ofSeconds(10));

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:02 ran", "10:00:04 ran", "10:00:12 ran");
    assertThat(schedule.progress().next()).isEmpty();
  }
}
