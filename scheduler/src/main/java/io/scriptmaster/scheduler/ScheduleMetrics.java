package io.scriptmaster.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * How late slots were decided in this process, whatever became of them. Of the timing alone: not
 * manual ones and backfills. A slot whose transaction was aborted counts again when it is decided
 * again. Any thread.
 */
final class ScheduleMetrics {

  static final String LATENESS = "scriptmaster.schedule.lateness";

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300),
    Duration.ofSeconds(3_600)
  };

  private final Timer lateness;

  ScheduleMetrics(MeterRegistry registry) {
    this.lateness =
        Timer.builder(LATENESS)
            .description("From the moment that a slot was due to the one in which it was decided.")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
  }

  /**
   * @param late negative where the clock was put back meanwhile
   */
  void decided(Duration late) {
    // A timer passes over what is negative.
    lateness.record(late.isNegative() ? Duration.ZERO : late);
  }
}
