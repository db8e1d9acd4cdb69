package io.scriptmaster.engine;

/**
 * Threads that an engine has lost to scripts that nothing ends.
 *
 * @param givenUp whose runs {@link ScriptRun#giveUp} gave up, and that have not come back: each
 *     keeps a processor busy
 * @param most with more than these the process should be replaced; see {@link
 *     ScriptEngine#whenExhausted}
 */
public record EngineHealth(int givenUp, int most) {

  /** Whether this process should end, so that another one takes its work over. */
  public boolean isExhausted() {
    return givenUp > most;
  }
}
