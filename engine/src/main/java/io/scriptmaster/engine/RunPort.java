package io.scriptmaster.engine;

import java.util.function.Consumer;

/**
 * What a run offers to the script's side of it. Used by the thread that runs the script only.
 *
 * @param stop ends the script soon after it returned
 */
record RunPort(
    Invocation invocation,
    ScriptLimits limits,
    RunClock clock,
    LogCollector log,
    EffectsBuffer effects,
    Consumer<Stop> stop) {

  /** The run's own clock. */
  double now() {
    return clock.now();
  }

  /** A limit, by its code, is exceeded; the script is ended soon after this returned. */
  void exceeded(String code, String what) {
    stop.accept(new Stop.Exceeded(code, what));
  }

  /** The platform failed; the script is ended soon after this returned. */
  void failed(RuntimeException failure) {
    stop.accept(new Stop.PlatformFailed(failure));
  }
}
