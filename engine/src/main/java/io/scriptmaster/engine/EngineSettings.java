package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How an engine uses its machine.
 *
 * @param maxIdleContexts warm contexts that are kept for a next run of their program; 0 to 100,000;
 *     when there are more, those of the program used least recently are dropped
 * @param grace processor time in which a run that a limit ended must come back before {@link
 *     ScriptRun#giveUp} gives it up; 0 to 1 minute
 * @param maxGivenUp threads of runs that were given up and do not come back; with more, the engine
 *     is exhausted; 0 to 10,000
 */
public record EngineSettings(int maxIdleContexts, Duration grace, int maxGivenUp) {

  public static final EngineSettings DEFAULTS = new EngineSettings(2_000, Duration.ofSeconds(1));

  /** With at most 8 threads given up. */
  public EngineSettings(int maxIdleContexts, Duration grace) {
    this(maxIdleContexts, grace, 8);
  }

  public EngineSettings {
    requireNonNull(grace, "grace");
    if (maxIdleContexts < 0 || maxIdleContexts > 100_000) {
      throw new IllegalArgumentException(
          "maxIdleContexts " + maxIdleContexts + " must be between 0 and 100000");
    }
    if (maxGivenUp < 0 || maxGivenUp > 10_000) {
      throw new IllegalArgumentException(
          "maxGivenUp " + maxGivenUp + " must be between 0 and 10000");
    }
    if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("grace " + grace + " must be between PT0S and PT1M");
    }
  }
}
