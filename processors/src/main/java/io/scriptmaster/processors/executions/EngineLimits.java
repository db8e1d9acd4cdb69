package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.processors.limits.ExecutionLimits;
import java.time.Duration;

/** Limits as the engine takes them. */
final class EngineLimits {

  private EngineLimits() {}

  static ScriptLimits of(ExecutionLimits limits) {
    return ScriptLimits.DEFAULTS.with(
        engine -> {
          engine.wallClock = limits.wall();
          engine.cpu = limits.cpu();
          engine.maxAllocatedBytes = limits.allocatedBytes();
          engine.maxLogLines = limits.logLines();
          engine.maxResultBytes = limits.resultBytes();
          engine.maxValueOperations = limits.valueOperations();
          engine.maxEmitted = limits.emittedEvents();
          engine.maxEventBytes = limits.eventBytes();
          engine.maxDepth = limits.chainDepth();
        });
  }

  /** A filter is there to be cheap, and changes nothing. */
  static ScriptLimits ofFilters() {
    return ScriptLimits.DEFAULTS.with(
        engine -> {
          engine.wallClock = Duration.ofSeconds(2);
          engine.cpu = Duration.ofMillis(200);
          engine.maxAllocatedBytes = 16L << 20;
          engine.maxLogLines = 0;
          engine.maxValueOperations = 0;
          engine.maxEmitted = 0;
        });
  }
}
