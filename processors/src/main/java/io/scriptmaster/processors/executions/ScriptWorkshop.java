package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptRun;
import io.scriptmaster.processors.executions.values.TenantValues;
import io.scriptmaster.processors.executions.values.ValueReader;
import io.scriptmaster.processors.streams.PartitionClosedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What the jobs of one task work with. Any thread. */
final class ScriptWorkshop {

  private final ScriptEngine engine;
  private final InstantSource clock;
  private final Definitions definitions;
  private final ParkedExecutions parked;
  private final TenantValues values;
  private final EndedAttempts ended;

  ScriptWorkshop(
      ScriptEngine engine,
      InstantSource clock,
      Definitions definitions,
      ParkedExecutions parked,
      TenantValues values,
      EndedAttempts ended) {
    this.engine = engine;
    this.clock = clock;
    this.definitions = definitions;
    this.parked = parked;
    this.values = values;
    this.ended = ended;
  }

  Instant now() {
    return clock.instant();
  }

  /** As they are now; as they were at its admission where they are not kept. */
  TenantDefinitions latestDefinitions(AdmittedExecution execution) {
    return definitions.latest(execution.tenant()).orElseGet(execution::definitions);
  }

  /**
   * As it is now; empty where there is none.
   *
   * @throws PartitionClosedException where the partition is another's by now
   */
  Optional<RunnableScript> script(AdmittedExecution execution) {
    return definitions.script(execution.tenant(), execution.script());
  }

  boolean isParked(AdmittedExecution execution, String listener) {
    return parked.isParked(execution, listener);
  }

  /** Whether it can be done what the listener wants when it fails for good. */
  boolean mayFail(AdmittedExecution execution, String listener) {
    return execution.parkingAt(Optional.of(listener)).isEmpty()
        || parked.mayPark(execution, listener);
  }

  ValueReader reader(AdmittedExecution execution) {
    return values.reader(execution.tenant(), clock::instant);
  }

  void forget(ValueReader reads) {
    values.ended(reads);
  }

  ScriptRun start(Program program, Invocation invocation, ScriptLimits limits, ValueReader reads) {
    return engine.start(program, invocation, limits, reads);
  }

  void deliver(AdmittedExecution execution, ValueReader reads, AttemptOutcome outcome) {
    ended.add(new EndedAttempt(execution, Optional.ofNullable(reads), outcome));
  }
}
