package io.scriptmaster.processors.executions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.execution.Execution;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what becomes of triggers and of executions, when it is written: what an aborted
 * transaction had written is counted once more. Names no tenant, so that it does not grow with
 * them. Any thread.
 */
final class ExecutionMetrics {

  private static final Duration[] DURATIONS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60)
  };

  private final MeterRegistry registry;
  private final Timer wait;
  private final Counter cpuSeconds;
  private final Counter retries;
  private final Counter conflicts;
  private final Counter duplicates;
  private final Counter rerouted;
  private final Counter postponed;
  private final Counter logLines;
  private final Counter events;
  private final Counter values;

  // To look a meter up by its labels costs more than all else that is done here.
  private final Map<End, Counter> ends = new ConcurrentHashMap<>();
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, Counter> rejections = new ConcurrentHashMap<>();
  private final Map<String, Counter> letters = new ConcurrentHashMap<>();

  private record End(String trigger, String outcome) {}

  ExecutionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.wait =
        Timer.builder("scriptmaster.execution.wait")
            .description(
                "Time from the admission of executions to the start of their first attempt.")
            .serviceLevelObjectives(DURATIONS)
            .register(registry);
    this.cpuSeconds =
        counter("execution.cpu.seconds", "CPU time of scripts in their last attempt.");
    this.retries = counter("execution.retries", "Attempts of executions beyond the first.");
    this.conflicts =
        counter(
            "execution.conflicts",
            "Attempts repeated because others had changed what they had read.");
    this.duplicates = counter("duplicate.triggers", "Triggers ignored because their id was known.");
    this.rerouted = counter("rerouted.events", "Events that came on another tenant's partition.");
    this.postponed =
        counter(
            "postponed.events",
            "Events passed over because their tenant had no room, and read later.");
    this.logLines = counter("log.lines", "Log lines written.");
    this.events = counter("emitted.events", "Events emitted by scripts.");
    this.values = counter("value.changes", "Changes of stored values, expired ones included.");
  }

  void applied(AppliedAttempt applied) {
    applied.execution().ifPresent(this::ended);
    applied.deadLetter().ifPresent(this::setAside);
    logLines.increment(applied.logLines().size());
    events.increment(applied.events().size());
    values.increment(applied.values().size());
  }

  private void ended(Execution execution) {
    ends.computeIfAbsent(new End(execution.getTrigger(), execution.getOutcome()), this::endsOf)
        .increment();
    if (execution.getOutcome().equals("rejected")) {
      rejections.computeIfAbsent(execution.getError().getCode(), this::rejectionsFor).increment();
    }
    if (execution.getRevision() > 0) {
      ran(execution);
    }
  }

  private void ran(Execution execution) {
    durations
        .computeIfAbsent(execution.getTrigger(), this::durationsOf)
        .record(Duration.ofMillis(execution.getDurationMillis()));
    cpuSeconds.increment(execution.getCpuMillis() / 1000.0);
    if (execution.getAttempt() == 1) {
      wait.record(Duration.between(execution.getAdmittedAt(), execution.getStartedAt()));
    } else {
      retries.increment(execution.getAttempt() - 1.0);
    }
  }

  void setAside(DeadLetter letter) {
    letters.computeIfAbsent(letter.getReason(), this::lettersFor).increment();
  }

  void rerouted() {
    rerouted.increment();
  }

  void postponed(int events) {
    postponed.increment(events);
  }

  void duplicate() {
    duplicates.increment();
  }

  void conflict() {
    conflicts.increment();
  }

  private Counter counter(String name, String description) {
    return Counter.builder("scriptmaster." + name).description(description).register(registry);
  }

  private Counter endsOf(End end) {
    return Counter.builder("scriptmaster.executions")
        .description("Executions that came to their end.")
        .tags("trigger", end.trigger(), "outcome", end.outcome())
        .register(registry);
  }

  private Timer durationsOf(String trigger) {
    return Timer.builder("scriptmaster.execution.duration")
        .description(
            "Duration of the last attempt of executions that ran, waits of their script included.")
        .tag("trigger", trigger)
        .serviceLevelObjectives(DURATIONS)
        .register(registry);
  }

  private Counter rejectionsFor(String reason) {
    return Counter.builder("scriptmaster.executions.rejected")
        .description("Executions that did not run, by the code of their error.")
        .tag("reason", reason)
        .register(registry);
  }

  private Counter lettersFor(String reason) {
    return Counter.builder("scriptmaster.dead.letters")
        .description("Dead letters: events and executions that were set aside.")
        .tag("reason", reason)
        .register(registry);
  }
}
