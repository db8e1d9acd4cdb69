package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots of a past range run later if they have not run, and each at most once. */
class BackfillTest {

  private static final Instant START = SimulatedSchedule.START;

  private final SimulatedSchedule schedule = new SimulatedSchedule();

  @Test
  void shouldRunWhatWasPausedAndLeaveAloneWhatRan() {
    // Given
    schedule.save(Schedules.every("2s", START));
    passAndEnd(5);
    schedule.save(Schedules.every("2s", START).setPaused(true).setUpdatedAt(schedule.now()));
    passAndEnd(4);
    assertThat(schedule.entries())
        .containsExactly(
            "10:00:02 ran", "10:00:04 ran", "10:00:06 skipped paused", "10:00:08 skipped paused");

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(9), null);
    schedule.endAll();

    // Then
    ScheduleSlot filledIn = schedule.ledger.get(START.plusSeconds(6));
    ScheduleEvent event = schedule.events.get(2);
    assertThat(schedule.entries())
        .containsExactly("10:00:02 ran", "10:00:04 ran", "10:00:06 ran", "10:00:08 ran");
    assertThat(filledIn.getKind()).isEqualTo("backfill");
    assertThat(filledIn.getRequestId()).isEqualTo("r-1");
    assertThat(filledIn.getExecutionOutcome()).isEqualTo("succeeded");
    assertThat(filledIn.getDueAt()).isEqualTo(START.plusSeconds(6));
    assertThat(filledIn.getActualAt()).isEqualTo(START.plusSeconds(9));
    assertThat(event.getId()).isEqualTo("tick@2026-11-24T10:00:06Z#r-1");
    assertThat(event.getKind()).isEqualTo("backfill");
    assertThat(schedule.ledger.get(START.plusSeconds(2)).getKind()).isEqualTo("scheduled");
    assertThat(schedule.fired()).hasSize(4);
  }

  @Test
  void shouldRunWhatNoTimingDecidedAndTakeTheRangeWithoutItsEnd() {
    // Given
    schedule.save(Schedules.every("2s", START));
    passAndEnd(3);

    // When
    schedule.backfill("r-1", START.minusSeconds(4), START.plusSeconds(2), "allow");

    // Then
    assertThat(schedule.fired())
        .containsExactly(START.plusSeconds(2), START.minusSeconds(4), START.minusSeconds(2), START);
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "buffer_one", "buffer_all", "cancel_other"})
  void shouldRunOneAfterTheOtherInOrder(String overlap) {
    // Given
    schedule.save(Schedules.every("1h", START).setOverlap(overlap));

    // When
    schedule.backfill("r-1", START.minusSeconds(7_200), START.plusSeconds(1), null);

    // Then
    for (int hours = -2; hours <= 0; hours++) {
      assertThat(schedule.progress().running())
          .extracting(ScheduleSlot::getSlotTime)
          .containsExactly(START.plusSeconds(hours * 3_600L));
      schedule.end(START.plusSeconds(hours * 3_600L), "succeeded");
    }
    assertThat(schedule.progress().running()).isEmpty();
    assertThat(schedule.progress().backfills()).isEmpty();
    assertThat(schedule.events).extracting(ScheduleEvent::getAction).containsOnly("run");
  }

  @Test
  void shouldWaitForWhatRunsAndForWhatWaits() {
    // Given
    schedule.save(Schedules.every("2s", START).setOverlap("buffer_all"));
    schedule.pass(Duration.ofSeconds(5));

    // When
    schedule.backfill("r-1", START.minusSeconds(2), START.plusSeconds(1), null);
    schedule.endAll();

    // Then
    assertThat(schedule.fired())
        .containsExactly(START.plusSeconds(2), START.plusSeconds(4), START.minusSeconds(2), START);
  }

  @Test
  void shouldRunBesideOthersWhereTheRequestSaysSo() {
    // Given
    schedule.save(Schedules.every("1h", START));

    // When
    schedule.backfill("r-1", START.minusSeconds(36_000), START, "allow");

    // Then
    assertThat(schedule.progress().running()).hasSize(10);
  }

  @Test
  void shouldNotRunMoreBesideEachOtherThanAScheduleMay() {
    // Given
    schedule.save(Schedules.every("1s", START).setOverlap("allow"));

    // When
    schedule.backfill("r-1", START.minusSeconds(1_500), START, null);

    // Then
    assertThat(schedule.progress().running()).hasSize(DecideSlots.MAX_RUNNING);
    schedule.endAll();
    assertThat(schedule.fired()).hasSize(1_500).isSorted();
  }

  @Test
  void shouldRunASlotOnceHoweverOftenItIsAskedFor() {
    // Given
    schedule.save(Schedules.every("1h", START).setOverlap("allow"));
    schedule.backfill("r-1", START.minusSeconds(7_200), START, null);

    // When
    schedule.backfill("r-1", START.minusSeconds(7_200), START, null);
    schedule.backfill("r-2", START.minusSeconds(7_200), START, null);
    schedule.endAll();
    schedule.backfill("r-3", START.minusSeconds(7_200), START, null);

    // Then
    assertThat(schedule.fired()).hasSize(2);
  }

  @Test
  void shouldRunAgainWhatTheExecutionsRefused() {
    // Given
    schedule.save(Schedules.every("2s", START));
    schedule.pass(Duration.ofSeconds(3));
    schedule.end(START.plusSeconds(2), "rejected");
    assertThat(schedule.entries()).containsExactly("10:00:02 skipped quota");

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(3), null);
    schedule.end(START.plusSeconds(2), "rejected");
    schedule.backfill("r-2", START.plusSeconds(1), START.plusSeconds(3), null);
    schedule.end(START.plusSeconds(2), "succeeded");

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:02 ran");
    assertThat(schedule.events)
        .extracting(ScheduleEvent::getId)
        .containsExactly(
            "tick@2026-11-24T10:00:02Z",
            "tick@2026-11-24T10:00:02Z#r-1",
            "tick@2026-11-24T10:00:02Z#r-2");
  }

  @Test
  void shouldLeaveAloneWhatIsDueAndNotDecided() {
    // Given
    schedule.save(Schedules.every("2s", START).setCatchUp(Schedules.catchUp("all", "PT1M")));
    schedule.clockIs(START.plusSeconds(5));

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(5), "allow");
    schedule.tick();
    schedule.endAll();

    // Then
    assertThat(schedule.ledger.values())
        .extracting(ScheduleSlot::getKind)
        .containsExactly("scheduled", "scheduled");
  }

  @Test
  void shouldKnowWhatAFormerTimingDecided() {
    // Given
    schedule.save(Schedules.every("2s", START));
    passAndEnd(6);
    schedule.save(Schedules.every("3s", schedule.now()));

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(6), null);
    schedule.endAll();

    // Then
    assertThat(schedule.entries())
        .containsExactly("10:00:02 ran", "10:00:03 ran", "10:00:04 ran", "10:00:06 ran");
    assertThat(schedule.fired()).hasSize(4);
    assertThat(schedule.ledger.get(START.plusSeconds(3)).getKind()).isEqualTo("backfill");
  }

  @Test
  void shouldRunWhileItIsDisabledAndKnowWhatRanBefore() {
    // Given
    schedule.save(Schedules.every("2s", START));
    passAndEnd(3);
    schedule.save(Schedules.every("2s", schedule.now()).setEnabled(false));
    passAndEnd(4);

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(7), null);
    schedule.endAll();

    // Then
    assertThat(schedule.entries()).containsExactly("10:00:02 ran", "10:00:04 ran", "10:00:06 ran");
    assertThat(schedule.fired()).hasSize(3);
  }

  @Test
  void shouldKnowWhatRanBeforeItWasDeletedAndMadeAnew() {
    // Given
    schedule.save(Schedules.every("2s", START));
    passAndEnd(3);
    schedule.delete();
    schedule.save(Schedules.every("2s", schedule.now()));

    // When
    schedule.backfill("r-1", START.plusSeconds(1), START.plusSeconds(3), null);

    // Then
    assertThat(schedule.fired()).hasSize(1);
  }

  @Test
  void shouldEndWhenTheScheduleIsDisabledOrDeletedAndLeaveTheRestAsItWas() {
    // Given
    schedule.save(Schedules.every("1h", START));
    schedule.backfill("r-1", START.minusSeconds(7_200), START, null);

    // When
    schedule.save(Schedules.every("1h", schedule.now()).setEnabled(false));
    schedule.endAll();

    // Then
    assertThat(schedule.entries()).containsExactly("08:00:00 ran");
    assertThat(schedule.progress().backfills()).isEmpty();
  }

  @Test
  void shouldSkipTheSlotsOfOneThatMayNotWaitAnyMore() {
    // Given
    schedule.save(Schedules.every("2s", START));
    schedule.pass(Duration.ofSeconds(3));
    for (int n = 0; n < DecideSlots.MAX_BACKFILLS; n++) {
      schedule.backfill("r-" + n, START.minusSeconds(10), START, null);
    }

    // When
    schedule.backfill("more", START.minusSeconds(14), START.minusSeconds(10), null);

    // Then
    assertThat(schedule.entries())
        .containsExactly(
            "09:59:46 skipped buffer_full", "09:59:48 skipped buffer_full", "10:00:02 ran");
    assertThat(schedule.progress().backfills()).hasSize(DecideSlots.MAX_BACKFILLS);
  }

  private void passAndEnd(int seconds) {
    for (int n = 0; n < seconds; n++) {
      schedule.pass(Duration.ofSeconds(1));
      schedule.endAll();
    }
  }
}
