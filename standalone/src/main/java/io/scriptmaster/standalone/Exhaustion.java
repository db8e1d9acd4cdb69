package io.scriptmaster.standalone;

import io.scriptmaster.engine.EngineHealth;

/**
 * The end of a process whose engine is exhausted. It stops in order, which commits what it did; a
 * supervisor starts it again, and meanwhile its executions go on elsewhere.
 */
final class Exhaustion {

  /** EX_SOFTWARE of sysexits.h: not a success, so that a supervisor restarts it. */
  static final int EXIT_CODE = 70;

  private Exhaustion() {}

  static void end(EngineHealth health, Progress progress) {
    progress.say(
        "%d threads are busy with scripts that nothing ends (at most %d may be): this process ends, so that they do. Start it again."
            .formatted(health.givenUp(), health.most()));
    System.exit(EXIT_CODE);
  }
}
