package io.scriptmaster.processors.executions.work;

import java.time.Duration;

/**
 * How many threads run scripts.
 *
 * @param threads for jobs that are quick; 1 or more
 * @param spare more of them at most, each standing in for one whose job is slow or lost
 * @param slice how long a worker goes on with one tenant before it asks whose turn it is
 * @param slowAfter a job that holds its thread so long is slow
 */
public record WorkerSettings(int threads, int spare, Duration slice, Duration slowAfter) {

  public WorkerSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is 1 or more, not " + threads);
    }
    if (spare < 0) {
      throw new IllegalArgumentException("spare is 0 or more, not " + spare);
    }
  }

  /** A thread per processor, 64 spare ones, turns of 5 ms, slow after 25 ms. */
  public static WorkerSettings ofThisMachine() {
    return new WorkerSettings(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        64,
        Duration.ofMillis(5),
        Duration.ofMillis(25));
  }
}
