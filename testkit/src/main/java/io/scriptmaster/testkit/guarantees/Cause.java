package io.scriptmaster.testkit.guarantees;

/** What an execution is expected to be triggered by. */
public sealed interface Cause {

  /** An event of an upstream producer. */
  record Upstream(String eventId) implements Cause {}

  /**
   * An event that an execution emits.
   *
   * @param number within that execution, from 0
   */
  record Emitted(ExpectedExecution.Name by, int number) implements Cause {}
}
