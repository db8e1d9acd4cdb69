package io.scriptmaster.engine;

/** What a run offers to the script's side of it. Called on the thread that runs the script. */
interface RunPort {

  Invocation invocation();

  ScriptLimits limits();

  /** The run's own clock. */
  double now();

  LogCollector log();

  EffectsBuffer effects();

  /** A limit, by its code, is exceeded; the script is ended soon after this returned. */
  void exceeded(String code, String what);

  /** The platform failed; the script is ended soon after this returned. */
  void failed(RuntimeException failure);
}
