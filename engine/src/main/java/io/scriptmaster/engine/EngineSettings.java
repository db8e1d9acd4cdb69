package io.scriptmaster.engine;

/**
 * How an engine uses its machine.
 *
 * @param maxIdleContexts warm contexts that are kept for a next run of their program; 0 to 100,000;
 *     each takes about 200 KB; when there are more, those of the program used least recently are
 *     dropped
 */
public record EngineSettings(int maxIdleContexts) {

  public static final EngineSettings DEFAULTS = new EngineSettings(2_000);

  public EngineSettings {
    if (maxIdleContexts < 0 || maxIdleContexts > 100_000) {
      throw new IllegalArgumentException(
          "maxIdleContexts " + maxIdleContexts + " must be between 0 and 100000");
    }
  }
}
