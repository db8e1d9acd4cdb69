package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionError;
import io.scriptmaster.execution.TriggerOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExecutionMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutionMetrics metrics = new ExecutionMetrics(meters);

  @Test
  void shouldCountWhatRanByTriggerAndOutcomeWithItsTimes() {
    // When
    metrics.applied(applied(execution("event", "succeeded", 1)));
    metrics.applied(applied(execution("event", "succeeded", 3)));
    metrics.applied(applied(execution("schedule", "failed", 1)));

    // Then
    assertThat(ended("event", "succeeded")).isEqualTo(2);
    assertThat(ended("schedule", "failed")).isEqualTo(1);
    assertThat(count("scriptmaster.execution.retries")).isEqualTo(2);
    assertThat(count("scriptmaster.execution.cpu.seconds")).isCloseTo(0.15, within(1e-9));
    assertThat(
            meters
                .get("scriptmaster.execution.duration")
                .tag("trigger", "event")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(400);
    // A retried one has waited on purpose.
    assertThat(meters.get("scriptmaster.execution.wait").timer().count()).isEqualTo(2);
    assertThat(meters.get("scriptmaster.execution.wait").timer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(4);
  }

  @Test
  void shouldCountWhatDidNotRunWithoutADuration() {
    // When
    metrics.applied(
        applied(
            execution("event", "rejected", 1)
                .setRevision(0)
                .setError(
                    ExecutionError.newBuilder()
                        .setCode("backlog_full")
                        .setMessage("full")
                        .build())));

    // Then
    assertThat(ended("event", "rejected")).isEqualTo(1);
    assertThat(
            meters
                .get("scriptmaster.executions.rejected")
                .tag("reason", "backlog_full")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.find("scriptmaster.execution.duration").timer()).isNull();
  }

  @Test
  void shouldNameNoTenant() {
    // When
    metrics.applied(applied(execution("event", "succeeded", 1)));

    // Then
    assertThat(meters.getMeters())
        .extracting(Meter::getId)
        .flatExtracting(Meter.Id::getTags)
        .extracting(Tag::getKey)
        .containsOnly("trigger", "outcome", "le");
  }

  private double ended(String trigger, String outcome) {
    return meters
        .get("scriptmaster.executions")
        .tags("trigger", trigger, "outcome", outcome)
        .counter()
        .count();
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  private static AppliedAttempt applied(Execution.Builder execution) {
    return new AppliedAttempt(
        Optional.of(execution.build()), List.of(), List.of(), List.of(), Optional.empty());
  }

  private static Execution.Builder execution(String trigger, String outcome, int attempt) {
    return Execution.newBuilder()
        .setId("e-1")
        .setTenant("acme")
        .setScript("score")
        .setRevision(1)
        .setTrigger(trigger)
        .setTriggerId("t-1")
        .setAttempt(attempt)
        .setOutcome(outcome)
        .setAdmittedAt(NOW)
        .setStartedAt(NOW.plusSeconds(2))
        .setDurationMillis(200)
        .setCpuMillis(50)
        .setLogLines(0)
        .setOrigin(new TriggerOrigin("topic", 0, 0L));
  }
}
