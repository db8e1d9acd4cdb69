package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private final Meter meter = new Meter();

  @Test
  void shouldTellOfTheProcessorTimeWhenTheWallClockLimitIsExceededAsWell() {
    // Given
    Budget budget = budget(MOMENT, MOMENT);
    meter.beginStep();
    beBusy();

    // When / Then
    assertThat(budget.spent())
        .containsInstanceOf(Stop.Exceeded.class)
        .get()
        .extracting(stop -> ((Stop.Exceeded) stop).code())
        .isEqualTo(ScriptError.CPU_LIMIT);
  }

  @Test
  void shouldTellOfTheWallClockWhenThereIsProcessorTimeLeft() {
    // Given
    Budget budget = budget(Duration.ofMinutes(1), MOMENT);
    meter.beginStep();
    beBusy();

    // When / Then
    assertThat(budget.spent()).contains(new Stop.TimeUp());
    assertThat(budget.wallNanosLeft()).isNegative();
  }

  @Test
  void shouldTellOfNothingWhileEverythingIsLeft() {
    // Given
    Budget budget = budget(Duration.ofMinutes(1), Duration.ofMinutes(1));
    meter.beginStep();

    // When / Then
    assertThat(budget.spent()).isEmpty();
    assertThat(budget.wallNanosLeft()).isPositive();
  }

  private Budget budget(Duration cpu, Duration wallClock) {
    return new Budget(
        ScriptLimits.DEFAULTS.with(
            limits -> {
              limits.cpu = cpu;
              limits.wallClock = wallClock;
            }),
        meter);
  }

  private void beBusy() {
    while (meter.cpuNanos() <= MOMENT.toNanos() || meter.elapsedNanos() <= MOMENT.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
