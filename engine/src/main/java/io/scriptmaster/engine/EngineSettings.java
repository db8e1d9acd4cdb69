package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How an engine uses its machine.
 *
 * @param maxIdleContexts warm contexts that are kept for a next run of their program; 0 to 100,000;
 *     when there are more, those of the program used least recently are dropped
 * @param maxIdleTime a warm context that has waited longer for a next run is dropped, and so is
 *     read code that was not used for as long; 1 ms to 1 day
 * @param grace processor time in which a run that a limit ended must come back before {@link
 *     ScriptRun#giveUp} gives it up; 0 to 1 minute
 * @param maxGivenUp threads of runs that were given up and do not come back; with more, the engine
 *     is exhausted; 0 to 10,000
 */
public record EngineSettings(
    int maxIdleContexts, Duration maxIdleTime, Duration grace, int maxGivenUp) {

  /** What a warm context of a small program takes; 200 KB were measured. */
  private static final long BYTES_PER_CONTEXT = 250_000;

  private static final int LEAST_IDLE_CONTEXTS = 50;

  private static final int MOST_IDLE_CONTEXTS = 2_000;

  /**
   * As many warm contexts as an eighth of the heap has room for, but 50 to 2,000, each for ten
   * minutes; a second of grace, and at most 8 threads given up.
   */
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          idleContexts(Runtime.getRuntime().maxMemory()),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          8);

  /** As the defaults, but for these. */
  public EngineSettings(int maxIdleContexts, Duration grace) {
    this(maxIdleContexts, DEFAULTS.maxIdleTime(), grace, DEFAULTS.maxGivenUp());
  }

  public EngineSettings {
    requireNonNull(maxIdleTime, "maxIdleTime");
    requireNonNull(grace, "grace");
    if (maxIdleContexts < 0 || maxIdleContexts > 100_000) {
      throw new IllegalArgumentException(
          "maxIdleContexts " + maxIdleContexts + " must be between 0 and 100000");
    }
    if (maxIdleTime.compareTo(Duration.ofMillis(1)) < 0
        || maxIdleTime.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "maxIdleTime " + maxIdleTime + " must be between PT0.001S and PT24H");
    }
    if (maxGivenUp < 0 || maxGivenUp > 10_000) {
      throw new IllegalArgumentException(
          "maxGivenUp " + maxGivenUp + " must be between 0 and 10000");
    }
    if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("grace " + grace + " must be between PT0S and PT1M");
    }
  }

  static int idleContexts(long heapBytes) {
    return Math.clamp(heapBytes / 8 / BYTES_PER_CONTEXT, LEAST_IDLE_CONTEXTS, MOST_IDLE_CONTEXTS);
  }
}
